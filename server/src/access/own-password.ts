import { changePasswordRequest } from '@otklik/protocol/settings'
import { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type App, InvalidFieldsError, NotFoundError } from '../http/index.ts'
import type { AccessParts } from './parts.ts'
import { hashPassword, isPassword, refuseWeakPassword } from './passwords.ts'

interface OwnUser {
  email: string
  name: string
  passwordHash: string | null
  companies: string[]
}

export async function findOwnUser(client: Queryable, userId: string): Promise<OwnUser> {
  const { rows } = await client.query<OwnUser>(
    `select email, name, password_hash as "passwordHash",
       array(select a.name from memberships m join accounts a on a.id = m.account_id
         where m.user_id = users.id) as companies
     from users where id = $1`,
    [userId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

/**
 * Whoever sits at a browser that is signed in is not yet its owner: what changes how one comes in
 * asks for the password again. Guessed as slowly here as at the door.
 */
export async function refuseWrongPassword(
  { database, limits }: Pick<AccessParts, 'database' | 'limits'>,
  userId: string,
  { password, field }: { password: string; field: string },
): Promise<OwnUser> {
  const user = await findOwnUser(database, userId)
  await limits.take('ownPassword', userId)
  if (!(await isPassword(user.passwordHash, password))) {
    throw new InvalidFieldsError({ [field]: { code: 'wrong-password' } })
  }
  await limits.giveBack('ownPassword', userId)
  return user
}

export function ownPasswordRoutes(app: App, parts: AccessParts): void {
  const { database, sessions, cookie } = parts

  app.route({
    method: 'PUT',
    url: '/api/v1/password',
    config: { access: 'signed-in', whenSuspended: true, whenUnprotected: true },
    schema: {
      tags: ['access'],
      summary: 'Change one’s password; every other browser is signed out',
      body: changePasswordRequest,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller: { userId }, body, headers }, reply) => {
      const given = { password: body.current, field: 'current' }
      const { email, name, companies } = await refuseWrongPassword(parts, userId, given)
      refuseWeakPassword(body.password, [email, name, ...companies])
      const passwordHash = await hashPassword(body.password)
      await database.transaction(async (client) => {
        await client.query('update users set password_hash = $2 where id = $1', [
          userId,
          passwordHash,
        ])
        // A link to a new password that somebody asked for before opens nothing any more.
        await client.query('delete from password_resets where user_id = $1', [userId])
        await sessions.endAllOf(client, { userId, except: cookie.read(headers.cookie) })
      })
      sessions.forget(userId)
      return reply.code(204).send()
    },
  })
}
