import {
  contactField,
  createContactFieldRequest,
  editContactFieldRequest,
  id,
  mostContactFields,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import { changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { type Database, lockAccount, type Queryable } from '../database/index.ts'
import { type App, InvalidFieldsError, NotFoundError } from '../http/index.ts'
import { listContactFields } from './fields.ts'

const tags = ['contacts']
const params = z.strictObject({ id })

/** The company's own fields on the cards of its customers. */
export function contactFieldRoutes(app: App, { database }: { database: Database }): void {
  const managing = { access: { permission: 'contacts.manage' } } as const

  app.route({
    method: 'GET',
    url: '/api/v1/contact-fields',
    config: { access: { permission: 'conversations.read' } },
    schema: {
      tags,
      summary: 'Fields of the company’s own',
      response: { 200: z.array(contactField) },
    },
    handler: ({ caller }) => listContactFields(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/contact-fields',
    config: managing,
    schema: {
      tags,
      summary: 'Add a field',
      body: createContactFieldRequest,
      response: { 201: contactField },
    },
    handler: async ({ caller, body }, reply) => {
      const { accountId } = caller
      const made = await database.transaction(async (client) => {
        await lockAccount(client, accountId)
        const known = await listContactFields(client, accountId)
        if (known.length >= mostContactFields) {
          throw new InvalidFieldsError({
            name: { code: 'too-many-fields', facts: { maximum: mostContactFields } },
          })
        }
        await refuseTakenName(client, { accountId, id: undefined, name: body.name })
        refuseNoOptions(body.kind, body.options)
        const fieldId = newId()
        await client.query(
          `insert into contact_fields (account_id, id, name, kind, options, place)
           values ($1, $2, $3, $4, $5, $6)`,
          [accountId, fieldId, body.name, body.kind, unique(body.options), known.length],
        )
        const field = await getField(client, accountId, fieldId)
        await record(client, caller, 'created', { after: field })
        return field
      })
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/contact-fields/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename a field, change its options or its place',
      params,
      body: editContactFieldRequest,
      response: { 200: contactField },
    },
    handler: ({ caller, params: { id: fieldId }, body }) =>
      database.transaction(async (client) => {
        const { accountId } = caller
        await lockAccount(client, accountId)
        const before = await getField(client, accountId, fieldId)
        if (before.version !== body.version) {
          const { version } = body
          throw await changedMeanwhile(client, {
            ...{ accountId, kind: 'contact-field', id: fieldId, version },
          })
        }
        const { name = before.name, options = before.options, place } = body
        await refuseTakenName(client, { accountId, id: fieldId, name })
        refuseNoOptions(before.kind, options)
        await client.query(
          `update contact_fields set version = version + 1, name = $3, options = $4
           where account_id = $1 and id = $2`,
          [accountId, fieldId, name, unique(options)],
        )
        if (place !== undefined) await move(client, { accountId, fieldId, place })
        const after = await getField(client, accountId, fieldId)
        await record(client, caller, 'changed', { before, after })
        return after
      }),
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/contact-fields/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Show a field no more; what was written in it stays',
      params,
      response: { 204: z.null() },
    },
    handler: async ({ caller, params: { id: fieldId } }, reply) => {
      await database.transaction(async (client) => {
        const before = await getField(client, caller.accountId, fieldId)
        await client.query(
          'update contact_fields set archived_at = now() where account_id = $1 and id = $2',
          [caller.accountId, fieldId],
        )
        await record(client, caller, 'deleted', { before })
      })
      return reply.code(204).send(null)
    },
  })
}

type Field = z.output<typeof contactField>

async function getField(client: Queryable, accountId: string, fieldId: string): Promise<Field> {
  const field = (await listContactFields(client, accountId)).find((each) => each.id === fieldId)
  if (!field) throw new NotFoundError()
  return field
}

async function refuseTakenName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string | undefined; name: string },
): Promise<void> {
  const fields = await listContactFields(client, accountId)
  const isTaken = fields.some(
    (each) => each.id !== id && each.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}

function refuseNoOptions(kind: Field['kind'], options: readonly string[]): void {
  if (kind === 'choice' && options.length === 0) {
    throw new InvalidFieldsError({ options: { code: 'required' } })
  }
}

/** Everybody's place is counted anew, so that there are no gaps. */
async function move(
  client: Queryable,
  { accountId, fieldId, place }: { accountId: string; fieldId: string; place: number },
): Promise<void> {
  const ids = (await listContactFields(client, accountId)).map(({ id: each }) => each)
  const order = ids.filter((each) => each !== fieldId)
  order.splice(place, 0, fieldId)
  await client.query(
    `update contact_fields f set place = o.place
     from unnest($2::uuid[]) with ordinality as o (id, place)
     where f.account_id = $1 and f.id = o.id`,
    [accountId, order],
  )
}

const unique = (options: readonly string[]): string[] => [...new Set(options)]

const recorded = ({ name, kind, options }: Field) => ({ name, fieldKind: kind, options })

async function record(
  client: Queryable,
  author: { accountId: string; operatorId: string },
  action: 'created' | 'changed' | 'deleted',
  { before, after }: { before?: Field; after?: Field },
): Promise<void> {
  const { id: fieldId, name, version } = (after ?? before)!
  await recordChange(client, author, {
    action,
    subject: { kind: 'contact-field', id: fieldId, name },
    changes: differences(before && recorded(before), after && recorded(after)),
    version,
  })
}
