import type { Role, RoutingMethod } from '@otklik/protocol'
import { type Language, wordsOf } from '@otklik/words'
import { v7 as uuid } from 'uuid'

import { createFirstGroup } from '../channel-groups/index.ts'
import type { Queryable } from '../database/index.ts'
import { addOperator } from '../operators/index.ts'

import { createSchedule } from '../schedules/index.ts'
import { createTeamOfEveryone } from '../teams/index.ts'

export interface Person {
  name: string
  email: string
  role: Role
  passwordHash: string | null
}

export interface NewAccount {
  name: string
  isDemo?: boolean
  /** How the team of all its people works off its queue. */
  everyoneMethod?: RoutingMethod
  /** Of whoever makes it: what it starts with is called so. */
  language?: Language
  people: Person[]
}

/** An account with the people it starts with; the first of them is returned as its owner. */
export async function createAccount(
  client: Queryable,
  { name, isDemo = false, people, everyoneMethod, language = 'ru' }: NewAccount,
  now: Date,
): Promise<{ accountId: string; userId: string }> {
  const accountId = uuid()
  await client.query(
    'insert into accounts (id, name, is_demo, created_at) values ($1, $2, $3, $4)',
    [accountId, name, isDemo, now],
  )
  await client.query('insert into routing (account_id) values ($1)', [accountId])
  await client.query(
    'insert into account_counters (account_id) values ($1) on conflict do nothing',
    [accountId],
  )
  await createSchedule(client, accountId)
  await createTeamOfEveryone(client, accountId, {
    name: wordsOf(language).company.everyone,
    ...(everyoneMethod && { method: everyoneMethod }),
  })
  const { channelGroup, rating } = wordsOf(language).company
  await createFirstGroup(client, accountId, { name: channelGroup, ...rating })
  const userIds: string[] = []
  for (const person of people) userIds.push(await joinAccount(client, { accountId, person, now }))
  return { accountId, userId: userIds[0]! }
}

/** A new user who works in this account from now on. */
export async function joinAccount(
  client: Queryable,
  { accountId, person, now }: { accountId: string; person: Person; now: Date },
): Promise<string> {
  const userId = uuid()
  await client.query('insert into users (id, email, name, password_hash) values ($1, $2, $3, $4)', [
    userId,
    person.email,
    person.name,
    person.passwordHash,
  ])
  await addOperator(client, { accountId, userId, name: person.name, role: person.role }, now)
  return userId
}
