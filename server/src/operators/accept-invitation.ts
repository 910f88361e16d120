import type { Language } from '@otklik/words'
import { v7 as uuid } from 'uuid'

import {
  type AccessParts,
  hashPassword,
  isPassword,
  LinkExpiredError,
  refuseWeakPassword,
  refuseWithoutCode,
  WrongCredentialsError,
} from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { addOperator } from './add-operator.ts'
import { getOpenInvitation, type OpenInvitation } from './invitations.ts'

export interface Acceptance {
  token: string
  name: string
  password: string
  code?: string | undefined
  /** Kept for whoever is new here: they have chosen it on the page of the invitation. */
  language: Language
}

/** Makes the invited person an operator, once; returns who they are, so that they can be signed in. */
export async function acceptInvitation(
  parts: AccessParts,
  { token, name, password, code, language }: Acceptance,
): Promise<{ userId: string; accountId: string }> {
  const { database, clock, hints, limits } = parts
  const now = clock.now()
  const invitation = await getOpenInvitation(database, token, now)
  const { accountId, offer } = invitation
  // Whoever invited does not become this user: a link alone proves nothing about a known person.
  if (offer.isKnown) {
    await limits.take('signInToAccount', offer.email.toLowerCase())
    if (!(await isPassword(invitation.passwordHash, password))) throw new WrongCredentialsError()
    await limits.giveBack('signInToAccount', offer.email.toLowerCase())
    if (invitation.userId) await refuseWithoutCode(parts, invitation.userId, code)
  } else refuseWeakPassword(password, [offer.email, name, offer.accountName])
  const passwordHash = offer.isKnown ? undefined : await hashPassword(password)
  const userId = await database.transaction(async (client) => {
    await spendInvitation(client, invitation, now)
    const user = await ensureUser(client, { invitation, name, passwordHash, language })
    const joining = { accountId, userId: user, name, role: offer.role, isInvited: true }
    await addOperator(client, joining, now)
    return user
  })
  hintSettings(hints, accountId)
  return { userId, accountId }
}

/** Two browsers may open one link at once: the row decides which of them was first. */
async function spendInvitation(client: Queryable, { id }: OpenInvitation, now: Date) {
  const { rowCount } = await client.query(
    'update invitations set accepted_at = $2 where id = $1 and accepted_at is null',
    [id, now],
  )
  if (rowCount !== 1) throw new LinkExpiredError()
}

interface Joining {
  invitation: OpenInvitation
  name: string
  passwordHash: string | undefined
  language: Language
}

async function ensureUser(
  client: Queryable,
  { invitation, name, passwordHash, language }: Joining,
): Promise<string> {
  const { userId, offer } = invitation
  if (userId === undefined) {
    const id = uuid()
    await client.query(
      `insert into users (id, email, name, password_hash, preferences)
       values ($1, $2, $3, $4, $5)`,
      [id, offer.email, name, passwordHash, JSON.stringify({ language })],
    )
    return id
  }
  if (passwordHash !== undefined) {
    await client.query(
      'update users set password_hash = $2 where id = $1 and password_hash is null',
      [userId, passwordHash],
    )
  }
  return userId
}
