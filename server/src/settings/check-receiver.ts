import type { EditChannelRulesRequest, Receiver } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { findOperators, mayAnswer } from '../operators/index.ts'
import { findTeams, problemOfTeam } from '../teams/index.ts'
import type { FieldProblems } from './field-problems.ts'

type Asked = NonNullable<EditChannelRulesRequest['receiver']>

/** «Кто будет принимать обращение»: one, who is there; behind a bot somebody else (COM-10, COM-12, COM-13). */
export async function checkReceiver(
  client: Queryable,
  accountId: string,
  { kind, id, backup }: Asked,
  problems: FieldProblems,
): Promise<Receiver> {
  if (kind !== 'bot') {
    if (backup) problems.add('receiver.backup', 'unknown')
    await checkHands(client, accountId, { kind, id, path: 'receiver.id' }, problems)
    return { kind, id }
  }
  const hasBots = await isModuleOn(client, accountId, 'bots')
  if (!hasBots) problems.add('receiver.id', 'module-off', { module: 'bots' })
  else if (!backup) problems.add('receiver.backup', 'no-backup')
  // There are no bots yet, so that every id is of none.
  else problems.add('receiver.id', 'no-such-bot')
  const hands = backup ?? { kind: 'team', id }
  if (backup) {
    await checkHands(client, accountId, { ...hands, path: 'receiver.backup.id' }, problems)
  }
  return { kind, id, backup: hands }
}

interface Hands {
  kind: 'operator' | 'team'
  id: string
  path: string
}

async function checkHands(
  client: Queryable,
  accountId: string,
  { kind, id, path }: Hands,
  problems: FieldProblems,
): Promise<void> {
  if (kind === 'operator') {
    const [operator] = await findOperators(client, accountId, [id])
    if (!operator || !mayAnswer(operator)) problems.add(path, 'no-such-operator')
    return
  }
  const [team] = await findTeams(client, accountId, [id])
  const problem = problemOfTeam(team)
  if (problem) problems.add(path, problem)
}
