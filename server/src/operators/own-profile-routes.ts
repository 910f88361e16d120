import { ownProfile, ownProfileRequest } from '@otklik/protocol/settings'

import type { AccessParts } from '../access/index.ts'
import type { App } from '../http/index.ts'
import { editOperator } from './edit-operator.ts'
import { getOperator } from './operator-view.ts'

const tags = ['operators']

/** What a person says of themselves: their name for colleagues, and the one for customers. */
export function ownProfileRoutes(app: App, parts: AccessParts): void {
  const { database } = parts
  const view = async (accountId: string, operatorId: string) => {
    const { name, signature } = await getOperator(database, accountId, operatorId)
    return { name, signature: signature ?? '' }
  }

  app.route({
    method: 'GET',
    url: '/api/v1/operators/me/profile',
    config: { access: 'signed-in' },
    schema: { tags, summary: 'One’s own names', response: { 200: ownProfile } },
    handler: ({ caller: { accountId, operatorId } }) => view(accountId, operatorId),
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/operators/me/profile',
    config: { access: 'signed-in' },
    schema: {
      tags,
      summary: 'Change one’s own names',
      body: ownProfileRequest,
      response: { 200: ownProfile },
    },
    handler: async ({ caller, body: { name, signature } }) => {
      const { accountId, operatorId, userId, onlyAccount } = caller
      await editOperator(parts, caller, { id: operatorId, changes: { name, signature } })
      // What other companies have of them is theirs to change by their own sign-in.
      if (name !== undefined && !onlyAccount) {
        await database.query('update users set name = $2 where id = $1', [userId, name])
      }
      return view(accountId, operatorId)
    },
  })
}
