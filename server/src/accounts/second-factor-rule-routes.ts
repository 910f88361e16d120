import { secondFactorRule, secondFactorRuleRequest } from '@otklik/protocol/settings'

import type { AccessParts } from '../access/index.ts'
import { differences, recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import type { App } from '../http/index.ts'

const tags = ['account']
const config = { access: { permission: 'account.manage' } } as const
const DAY_MS = 24 * 3600_000

/** «Требовать двухфакторный вход»: of everybody in the company, from a day on. */
export function secondFactorRuleRoutes(app: App, parts: AccessParts): void {
  const { database, clock, sessions } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/second-factor-rule',
    config,
    schema: {
      tags,
      summary: 'Whether everybody has to have a second factor',
      response: { 200: secondFactorRule },
    },
    handler: ({ caller }) => describe(database, caller.accountId),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/second-factor-rule',
    config,
    schema: {
      tags,
      summary: 'Ask everybody for a second factor, after some days of grace, or nobody',
      body: secondFactorRuleRequest,
      response: { 200: secondFactorRule },
    },
    handler: async ({ caller, body }) => {
      const { accountId } = caller
      const from = body.isRequired
        ? new Date(clock.now().getTime() + body.graceDays * DAY_MS)
        : undefined
      await database.transaction(async (client) => {
        const { rows } = await client.query<{ name: string; from: Date | null }>(
          'select name, second_factor_from as from from accounts where id = $1 for update',
          [accountId],
        )
        const { name, from: before } = rows[0]!
        await client.query('update accounts set second_factor_from = $2 where id = $1', [
          accountId,
          from ?? null,
        ])
        await recordChange(client, caller, {
          action: 'changed',
          subject: { kind: 'account', id: accountId, name },
          changes: differences(settingsOf(before ?? undefined), settingsOf(from)),
        })
      })
      for (const userId of await listPeople(database, accountId)) sessions.forget(userId)
      return describe(database, accountId)
    },
  })
}

const settingsOf = (from: Date | undefined) => ({
  secondFactorFrom: from ? from.toISOString().slice(0, 10) : '',
})

async function listPeople(client: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ user_id: string }>(
    'select user_id from memberships where account_id = $1',
    [accountId],
  )
  return rows.map((row) => row.user_id)
}

async function describe(client: Queryable, accountId: string) {
  const { rows } = await client.query<{ from: Date | null; people: number; protected: number }>(
    `select a.second_factor_from as from, count(*) filter (where u.id is not null) as people,
       count(*) filter (where f.confirmed_at is not null) as protected
     from accounts a
     left join memberships m on m.account_id = a.id and m.disabled_at is null
     left join users u on u.id = m.user_id and u.password_hash is not null
     left join second_factors f on f.user_id = u.id
     where a.id = $1 group by a.id`,
    [accountId],
  )
  const { from, people, protected: protectedPeople } = rows[0]!
  return { ...(from && { requiredFrom: from.toISOString() }), people, protectedPeople }
}
