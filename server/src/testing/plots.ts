import { everyone } from './rules.ts'
import type { Plot, Story } from './story.ts'

/** An account whose people are asked by itself, with this team beside. */
export const automatic = { ...everyone, method: 'least-loaded' as const }
export const plot = (facts: Partial<typeof everyone> = {}, rest: Plot = {}): Plot => ({
  ...rest,
  teams: [{ ...automatic, ...facts }, ...(rest.teams ?? [])],
})
export const disabled = (id: string) => ({ [id]: { name: id, isDisabled: true } })

export const queueOf = ({ holding }: Story) =>
  holding?.status === 'queued' ? holding.queue : undefined
export const refusalsOf = ({ holding }: Story) =>
  holding?.status === 'queued' ? holding.refusals?.map(({ operatorId }) => operatorId) : undefined
export const isWoken = ({ last }: Story) =>
  last?.effects.some(({ type }) => type === 'wake-routing')

export const declines = (id: string) => ({
  type: 'declined' as const,
  operator: { id, name: id },
})
export const transfers = (to: { kind: 'operator' | 'team'; id: string }) => ({
  type: 'transferred' as const,
  by: { id: 'anna', name: 'anna' },
  to: { ...to, name: to.id },
  mayGiveOthers: false,
})
/** The settings are edited, and the conversation is told. */
export const changes = (story: Story, next: Plot) => {
  story.plot = next
  return story.tell({ type: 'reconsidered' })
}
