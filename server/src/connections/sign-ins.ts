import { createHash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'

import type { SignInCredentials } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import type { MemorySeal } from './channel-memory.ts'

/** A person on their way through a platform's sign-in. Nothing of it ever reaches a browser. */
export interface SignInRow {
  id: string
  kind: string
  person?: string
  /** The account that the platform was visited for a second time. */
  chosen?: string
  secret: SignInSecret
}

export interface SignInSecret {
  /** PKCE, of the visit that is under way. */
  verifier: string
  redirectUri: string
  credentials?: SignInCredentials
  settings?: Record<string, string>
}

/** Whose it is: of this account, and of the browser session it began in. */
export interface SignInOwner {
  accountId: string
  sessionId: string
}

type World = MemorySeal & { database: Database }

interface Row {
  id: string
  kind: string
  person: string | null
  chosen: string | null
  secret: string
}

const FIELD = 'sign-in'

/** State and PKCE of one visit: made here, so that no platform's folder can forget a part. */
export function createVisit() {
  const state = randomBytes(32).toString('base64url')
  const verifier = randomBytes(48).toString('base64url')
  return { state, verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Ten minutes for the visit. What is over is swept away by whoever begins next. */
export async function beginSignIn(
  { database, sealSecret }: World,
  { accountId, sessionId }: SignInOwner,
  { kind, state, secret }: { kind: string; state: string; secret: SignInSecret },
): Promise<string> {
  const id = newId()
  await database.query('delete from sign_ins where expires_at < now()')
  await database.query(
    `insert into sign_ins (account_id, id, session_id, kind, state_hash, secret, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + interval '10 minutes')`,
    [
      accountId,
      id,
      sessionId,
      kind,
      hash(state),
      sealSecret(accountId, id, FIELD, JSON.stringify(secret)),
    ],
  )
  return id
}

/** Takes the state of a visit, which works once, in the session that began it, while it lasts. */
export async function takeVisit(
  world: World,
  { accountId, sessionId }: SignInOwner,
  state: string,
): Promise<SignInRow> {
  const { rows } = await world.database.query<Row>(
    `update sign_ins set state_hash = null
     where account_id = $1 and session_id = $2 and state_hash = $3 and expires_at > now()
     returning *`,
    [accountId, sessionId, hash(state)],
  )
  return read(world, accountId, rows[0])
}

export async function getSignIn(
  world: World,
  { accountId, sessionId }: SignInOwner,
  id: string,
): Promise<SignInRow> {
  const { rows } = await world.database.query<Row>(
    `select * from sign_ins
     where account_id = $1 and session_id = $2 and id = $3 and expires_at > now()`,
    [accountId, sessionId, id],
  )
  return read(world, accountId, rows[0])
}

/** Keeps how far somebody has come, for an hour; a new `state` expects them back once more. */
export async function keepSignIn(
  { database, sealSecret }: World,
  accountId: string,
  { id, person, chosen, secret }: SignInRow,
  state?: string,
): Promise<void> {
  await database.query(
    `update sign_ins set secret = $3, person = $4, chosen = $5, state_hash = $6,
       expires_at = now() + case when $6::text is null then interval '1 hour'
         else interval '10 minutes' end
     where account_id = $1 and id = $2`,
    [
      accountId,
      id,
      sealSecret(accountId, id, FIELD, JSON.stringify(secret)),
      person ?? null,
      chosen ?? null,
      state === undefined ? null : hash(state),
    ],
  )
}

/** The settings of the account that was chosen; what they connect is connected with them. */
export async function settingsOfSignIn(
  world: World,
  owner: SignInOwner,
  { id, kind }: { id: string; kind: string },
): Promise<Record<string, string>> {
  const signIn = await getSignIn(world, owner, id)
  if (signIn.kind !== kind || !signIn.secret.settings) throw new Refusal('sign-in-over')
  return signIn.secret.settings
}

export async function forgetSignIn(
  { database }: World,
  { accountId }: SignInOwner,
  id: string,
): Promise<void> {
  await database.query('delete from sign_ins where account_id = $1 and id = $2', [accountId, id])
}

function read({ openSecret }: World, accountId: string, row: Row | undefined): SignInRow {
  if (!row) throw new Refusal('sign-in-over')
  return {
    id: row.id,
    kind: row.kind,
    ...(row.person !== null && { person: row.person }),
    ...(row.chosen !== null && { chosen: row.chosen }),
    secret: JSON.parse(openSecret(accountId, row.id, FIELD, row.secret)) as SignInSecret,
  }
}
