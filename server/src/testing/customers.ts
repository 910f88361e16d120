import assert from 'node:assert/strict'
import type { ApiError, ContactCard } from '@otklik/protocol'
import type { AuditPage } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Member } from './app.ts'
import type { Person, TestCentre } from './messenger.ts'
import { openScene, type Scene } from './scene.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Body = Record<string, unknown>

/** Somebody who has written one message. */
export interface Customer {
  person: Person
  conversationId: string
  contactId: string
}

/** A scene with customers in it, and what their cards are asked again and again. */
export interface Customers {
  scene: Scene
  centre: TestCentre
  supervisor: Member
  somebody(): Promise<Customer>
  /** Fails where the answer is a refusal. */
  ask<Answer>(method: Method, path: string, body?: Body, by?: Member): Promise<Answer>
  /** The refusal, with its status. */
  refused(
    method: Exclude<Method, 'GET'>,
    path: string,
    body?: Body,
    by?: Member,
  ): Promise<{ status: number } & ApiError['error']>
  cardOf(contactId: string): Promise<ContactCard>
  /** Over the card as it is now. */
  edit(contactId: string, changes: object): Promise<ContactCard>
  journal(contactId: string): Promise<AuditPage['entries']>
}

export async function openCustomers(): Promise<Customers> {
  const scene = await openScene('telegram')
  const { centre } = scene
  const { owner, operator } = centre
  const supervisor = await centre.signUp('supervisor', { accountId: owner.accountId })
  let count = 0

  const send = ({ browser }: Member, method: Method, path: string, body?: Body) =>
    method === 'GET'
      ? browser.get(`/api/v1/${path}`)
      : browser.send(method, `/api/v1/${path}`, body)

  const ask: Customers['ask'] = async (method, path, body, by = operator) => {
    const answer = await send(by, method, path, body)
    assert.ok(answer.statusCode < 300, `${method} ${path}: ${answer.statusCode} ${answer.body}`)
    return (answer.body ? answer.json() : undefined) as never
  }

  const cardOf = (contactId: string) => ask<ContactCard>('GET', `contacts/${contactId}`)

  return {
    ...{ scene, centre, supervisor, ask, cardOf },
    async somebody() {
      const person = await centre.person(`Клиент ${++count}`)
      await person.does('text', { text: 'здравствуйте' })
      const { id, contact } = await centre.conversationOf(person.name)
      return { person, conversationId: id, contactId: contact.id }
    },
    async refused(method, path, body, by = operator) {
      const answer = await send(by, method, path, body)
      return { status: answer.statusCode, ...answer.json<ApiError>().error }
    },
    async edit(contactId, changes) {
      const { version } = await cardOf(contactId)
      return ask('PATCH', `contacts/${contactId}`, { version, ...changes })
    },
    journal: async (contactId) =>
      (await ask<AuditPage>('GET', `audit?subjectId=${contactId}`, undefined, owner)).entries,
  }
}

/** As call tracking ties them together. */
export async function comesOfAnAdvertisement(centre: TestCentre, id: string): Promise<void> {
  const { accountId } = centre.owner
  const [trackerId, visitId] = [newId(), newId()]
  await centre.database.query(
    `insert into trackers (account_id, id, name, key) values ($1, $2::uuid, $2::uuid::text, $2::uuid::text)`,
    [accountId, trackerId],
  )
  await centre.database.query(
    `insert into visits (account_id, id, tracker_id, number_until, source, created_at, last_seen_at)
     values ($1, $2, $3, now(), 'yandex', now(), now())`,
    [accountId, visitId, trackerId],
  )
  await centre.database.query('update conversations set visit_id = $2 where id = $1', [id, visitId])
}
