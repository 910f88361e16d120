import { v7 as newId } from 'uuid'

import type { Queryable } from './database.ts'

/** Which open conversations an edit concerns. */
export interface Sweep {
  scope: 'channel' | 'team' | 'operator' | 'opening' | 'schedule' | 'bot'
  subjectId?: string
}

/**
 * For the transaction that edits settings: everybody reads them anew, the open conversations
 * concerned are told one after the other (a sweep), and routing looks at the queue again. After the
 * commit send the hints `sweeps` and `wake-ups`.
 */
export async function settingsChanged(
  client: Queryable,
  accountId: string,
  { scope, subjectId }: Sweep,
): Promise<void> {
  const values = [accountId, newId(), scope, subjectId ?? null]
  await client.query('select settings_changed($1, $2, $3, $4)', values)
}

/**
 * For the transaction that sets the next alarm: those who came off hours are told (a sweep), and
 * routing looks at the queue again. After the commit send the hints `sweeps` and `wake-ups`.
 */
export async function officeOpened(client: Queryable, accountId: string): Promise<void> {
  await client.query('select office_opened($1, $2)', [accountId, newId()])
}

/** After the commit send the hint `wake-ups`. */
export async function appendWakeUp(
  client: Queryable,
  accountId: string,
  reason: string,
): Promise<void> {
  await client.query('select append_wake_up($1, $2)', [accountId, reason])
}

/** Names and lists are read anew; no open conversation is concerned. */
export async function renewSettings(client: Queryable, accountId: string): Promise<void> {
  await client.query('update accounts set settings_version = settings_version + 1 where id = $1', [
    accountId,
  ])
}

/**
 * One change of an account's people and settings at a time: each is checked against the others. It
 * comes before any other row of the transaction.
 */
export async function lockAccount(client: Queryable, accountId: string): Promise<void> {
  await client.query('select from accounts where id = $1 for no key update', [accountId])
}
