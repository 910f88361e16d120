import { id } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'
import { z } from 'zod'

import { type AccessParts, removeSecondFactor } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import { type App, NotFoundError, Refusal, readersLanguage } from '../http/index.ts'
import { refuseForeignSignIn } from './may-change-sign-in.ts'
import { getOperator } from './operator-view.ts'

const tags = ['operators']
const config = { access: { permission: 'operators.manage' } } as const

/** For somebody who has lost their phone and their recovery codes. */
export function secondFactorResetRoutes(app: App, parts: AccessParts): void {
  const { database, sessions, mail, log } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/operators/second-factors',
    config,
    schema: {
      tags,
      summary: 'Who has a second factor',
      response: { 200: z.object({ operatorIds: z.array(id) }) },
    },
    handler: async ({ caller }) => {
      const { rows } = await database.query<{ id: string }>(
        `select o.id from operators o
         join second_factors f on f.user_id = o.user_id and f.confirmed_at is not null
         where o.account_id = $1`,
        [caller.accountId],
      )
      return { operatorIds: rows.map((row) => row.id) }
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/operators/:id/second-factor',
    config,
    schema: {
      tags,
      summary: 'Take away somebody’s second factor: they are told by mail, and set up another',
      params: z.object({ id }),
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { caller, params } = request
      // One’s own goes with the password and a code, as everybody’s.
      if (params.id === caller.operatorId) throw new Refusal('not-yourself')
      const found = await database.transaction(async (client) => {
        const operator = await getOperator(client, caller.accountId, params.id)
        await refuseForeignSignIn(client, caller, operator)
        if (!(await removeSecondFactor(client, operator.user_id))) throw new NotFoundError()
        await recordChange(client, caller, {
          action: 'changed',
          subject: { kind: 'operator', id: operator.id, name: operator.name },
          changes: [{ field: 'secondFactor' }],
        })
        return operator
      })
      sessions.forget(found.user_id)
      if (mail.canSend) {
        const { subject, text } = wordsOf(readersLanguage(request)).mail.secondFactorReset
        const letter = { to: found.email, subject: subject(), text: text() }
        await mail
          .send(letter)
          .catch((error: unknown) => log.error({ err: error }, 'a letter was not sent'))
      }
      return reply.code(204).send()
    },
  })
}
