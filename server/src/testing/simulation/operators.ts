import type { Chance } from './chance.ts'
import type { Act } from './customers.ts'
import type { Colleague, Kept, World } from './world.ts'

type At = (world: World, chance: Chance, at: { kept: Kept; colleague: Colleague }) => void

/** Something an operator does with an open conversation: their own as a rule. */
function withOpen(act: At): Act {
  return (world, chance) => {
    if (world.open.size === 0) return
    const kept = chance.pick([...world.open.values()])
    const { holding } = kept.conversation
    const own = holding.status === 'assigned' ? holding.operatorId : undefined
    const asked = holding.status === 'offered' ? chance.pick(holding.to).id : undefined
    const id = chance.isTrue(0.85) ? (own ?? asked) : undefined
    const enabled = [...world.colleagues.values()].filter(({ isDisabled }) => !isDisabled)
    if (enabled.length === 0) return
    const known = id === undefined ? undefined : world.colleagues.get(id)
    act(world, chance, { kept, colleague: known ?? chance.pick(enabled) })
  }
}

const personOf = ({ id, name }: Colleague) => ({ id, name })

export const replies = withOpen((world, _chance, { kept: { thread }, colleague }) => {
  const reply = () =>
    world.tell(thread, {
      type: 'operator-wrote',
      operator: personOf(colleague),
      message: world.draft(thread, 'ответ', personOf(colleague)),
    })
  if (reply().refusal?.code !== 'needs-taking') return
  world.take(thread, colleague)
  reply()
})

export const notes = withOpen((world, _chance, { kept: { thread }, colleague }) => {
  const message = { ...world.draft(thread, 'заметка', personOf(colleague)), kind: 'note' as const }
  world.tell(thread, { type: 'operator-wrote', operator: personOf(colleague), message })
})

export const takes = withOpen((world, chance, { kept: { thread }, colleague }) => {
  world.take(thread, colleague, chance.isTrue(0.2))
})

export const accepts = withOpen((world, _chance, { kept: { thread, conversation }, colleague }) => {
  if (conversation.holding.status === 'offered') world.take(thread, colleague)
})

export const declines = withOpen((world, _chance, { kept: { thread }, colleague }) => {
  const operator = personOf(colleague)
  world.tell(thread, { type: 'declined', operator, lineId: world.newId() })
})

export const returns = withOpen((world, chance, { kept: { thread }, colleague }) => {
  world.tell(thread, {
    type: 'returned',
    operator: personOf(colleague),
    lineId: world.newId(),
    mayReturnOthers: chance.isTrue(0.2),
  })
})

export const transfers = withOpen((world, chance, { kept: { thread }, colleague }) => {
  const people = [...world.colleagues.values()].filter(({ isDisabled }) => !isDisabled)
  const isToTeam = chance.isTrue(0.4)
  const { id, name } = isToTeam ? chance.pick([...world.teams.values()]) : chance.pick(people)
  world.tell(thread, {
    type: 'transferred',
    by: personOf(colleague),
    to: { kind: isToTeam ? 'team' : 'operator', id, name },
    mayGiveOthers: chance.isTrue(0.3),
    lineId: world.newId(),
  })
})

export const holds = withOpen((world, chance, { kept: { thread }, colleague }) => {
  world.tell(thread, {
    type: chance.isTrue(0.6) ? 'held' : 'resumed',
    operator: personOf(colleague),
    mayActForOthers: chance.isTrue(0.2),
    lineId: world.newId(),
  })
})

export const snoozes = withOpen((world, chance, { kept: { thread }, colleague }) => {
  world.tell(thread, {
    type: 'snoozed',
    operator: personOf(colleague),
    until: world.now + chance.pick([-1, 1000, 60_000, 3_600_000, 86_400_000]),
    mayActForOthers: chance.isTrue(0.2),
    lineId: world.newId(),
  })
})

export const closes = withOpen((world, chance, { kept: { thread }, colleague }) => {
  world.tell(thread, {
    type: 'close-asked',
    operator: personOf(colleague),
    mayCloseOthers: chance.isTrue(0.3),
    reason: chance.isTrue(0.2) ? 'spam' : 'operator',
  })
})

export const undoes: Act = (world, chance) => {
  const closing = [...world.open.values()].filter(
    ({ conversation }) => conversation.holding.status === 'closing',
  )
  if (closing.length === 0) return
  const { thread, conversation } = chance.pick(closing)
  const { holding } = conversation
  if (holding.status !== 'closing') return
  const operator = chance.isTrue(0.8) ? holding.by : { id: 'nobody', name: 'nobody' }
  world.tell(thread, {
    type: 'close-undone',
    operator,
    mayUndoOthers: chance.isTrue(0.3),
    lineId: world.newId(),
  })
}

export const sees = withOpen((world, chance, { kept: { thread, conversation }, colleague }) => {
  const { seq } = conversation
  const operatorId = colleague.id
  if (chance.isTrue(0.7)) world.tell(thread, { type: 'seen', operatorId, seq })
  else world.tell(thread, { type: 'marked-unread' })
})

export const comesAndGoes: Act = (world, chance) => {
  const colleague = chance.pick([...world.colleagues.values()])
  if (chance.isTrue(0.4)) world.setState(colleague, { isPresent: !colleague.isPresent })
  else {
    const states = ['online', 'online', 'online', 'break', 'do-not-disturb', 'offline'] as const
    world.setState(colleague, { status: chance.pick(states) })
  }
}
