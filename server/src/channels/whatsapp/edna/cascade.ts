import type { Environment } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import type { EdnaApi } from './api.ts'
import { identify, subjectIdOf } from './identify.ts'
import { cascades } from './types.ts'

interface Known {
  subjectId: string
  id: string
}

/**
 * Messages go through a cascade, and every number has one of its own. Which it is is remembered with
 * the channel until edna knows it no more.
 */
export async function findCascade(
  api: EdnaApi,
  subject: string,
  environment: Environment,
): Promise<string> {
  const subjectId = await findSubjectId(api, subject, environment)
  const known = environment.memory.cascade as Known | undefined
  if (known?.subjectId === subjectId) return known.id
  const all = await api.call({
    path: 'cascade/get-all/',
    body: { offset: 0, limit: 0 },
    result: cascades,
  })
  const own = all.find(
    ({ status, stages, stagesCount = stages.length }) =>
      status === 'ACTIVE' && stagesCount === 1 && stages[0]?.subject?.id === subjectId,
  )
  if (!own) {
    throw new ChannelError('misconfigured', `${subject}: no cascade of its own`, {
      executed: 'no',
      code: 'cascade-not-found',
      pauses: 'channel',
    })
  }
  await environment.remember({ cascade: { subjectId, id: own.id } satisfies Known })
  return own.id
}

export const forgetCascade = ({ remember }: Environment): Promise<void> =>
  remember({ cascade: undefined })

/** Known since the channel was connected. */
export async function findSubjectId(
  api: EdnaApi,
  subject: string,
  { identity }: Pick<Environment, 'identity'>,
): Promise<string> {
  if (/^\d+$/.test(subject)) return subject
  return subjectIdOf(identity ?? (await identify(api, { subject })))
}
