import type { EditChannelRulesRequest, Receiver } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { findOperators, mayAnswer } from '../operators/index.ts'
import { findTeams, problemOfTeam } from '../teams/index.ts'
import type { FieldProblems } from './field-problems.ts'

type Asked = NonNullable<EditChannelRulesRequest['receiver']> & {
  /** The path of the field, where it is not the channel's own. */
  at?: string
}

/** «Кто будет принимать обращение»: one, who is there; behind a bot somebody else (COM-10, COM-12, COM-13). */
export async function checkReceiver(
  client: Queryable,
  accountId: string,
  { kind, id, backup, at = 'receiver' }: Asked,
  problems: FieldProblems,
): Promise<Receiver> {
  if (kind !== 'bot') {
    if (backup) problems.add(`${at}.backup`, 'unknown')
    await checkHands(client, accountId, { kind, id, path: `${at}.id` }, problems)
    return { kind, id }
  }
  const hasBots = await isModuleOn(client, accountId, 'bots')
  if (!hasBots) problems.add(`${at}.id`, 'module-off', { module: 'bots' })
  else {
    if (!backup) problems.add(`${at}.backup`, 'no-backup')
    if (!(await isBotThere(client, accountId, id))) problems.add(`${at}.id`, 'no-such-bot')
  }
  const hands = backup ?? { kind: 'team', id }
  if (backup) {
    await checkHands(client, accountId, { ...hands, path: `${at}.backup.id` }, problems)
  }
  return { kind, id, backup: hands }
}

/** Whether it is available now is another question: until it is, its backup takes them (D-06). */
export async function isBotThere(
  client: Queryable,
  accountId: string,
  botId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from bots where account_id = $1 and id = $2 and deleted_at is null',
    [accountId, botId],
  )
  return rowCount === 1
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
