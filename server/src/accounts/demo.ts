import type { Role } from '@otklik/protocol'
import type { FastifyBaseLogger } from 'fastify'

import { hashPassword } from '../access/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { insertTeam } from '../teams/index.ts'
import { createAccount } from './create-account.ts'
import { type DemoSettings, objectionsToDemo, refuseImpossibleDemo } from './demo-conditions.ts'
import {
  createDemoPassword,
  type DemoPerson,
  readDemoPasswords,
  writeDemoPasswords,
} from './demo-passwords.ts'
import { createFirstAccount, describeFirstRun } from './first-run.ts'

const company = 'Верба Мебель'
const people: { name: string; email: string; role: Role }[] = [
  { name: 'Пётр Гущин', email: 'petr@verba.example', role: 'owner' },
  { name: 'Мария Соколова', email: 'maria@verba.example', role: 'administrator' },
  { name: 'Игорь Сафонов', email: 'igor@verba.example', role: 'supervisor' },
  { name: 'Анна Лебедева', email: 'anna@verba.example', role: 'operator' },
  { name: 'Дмитрий Орлов', email: 'dmitry@verba.example', role: 'operator' },
  { name: 'Елена Маркова', email: 'elena@verba.example', role: 'operator' },
  { name: 'Тимур Ахметов', email: 'timur@verba.example', role: 'operator' },
  { name: 'Вера Нестерова', email: 'vera@verba.example', role: 'quality-reviewer' },
]

const teams = [
  { name: 'Доставка', members: ['Анна Лебедева', 'Тимур Ахметов', 'Игорь Сафонов'] },
  { name: 'Продажи', members: ['Дмитрий Орлов', 'Тимур Ахметов', 'Игорь Сафонов'] },
  { name: 'Возвраты и рекламации', members: ['Елена Маркова', 'Анна Лебедева'] },
]

/** What the shop promises: the sooner, the more it was bought from. */
const sla = {
  usual: { firstS: 10 * 60, nextS: 20 * 60, resolutionS: 8 * 3600 },
  vip: { firstS: 5 * 60, nextS: 10 * 60, resolutionS: 4 * 3600 },
}

export interface Demo {
  accountId: string
  /** Made at this start: it has no channel yet. */
  isNew: boolean
  /** To be printed at every start. */
  people: DemoPerson[]
}

export interface DemoParts {
  database: Database
  clock: Clock
  log: FastifyBaseLogger
  config: DemoSettings
}

/**
 * Called at every start: makes the demo where there is nothing else and nobody else can come in,
 * and stops one that was carried to where others can.
 */
export async function prepareDemo(parts: DemoParts): Promise<Demo | undefined> {
  const { database, clock, log, config } = parts
  refuseImpossibleDemo(config)
  const objections = objectionsToDemo(config)
  if (objections.length > 0) {
    const count = await suspendDemo(database, clock.now())
    if (count > 0) log.warn(`The demo company is suspended: ${objections.join(', ')}.`)
    return undefined
  }
  await database.query('update accounts set suspended_at = null where is_demo')
  const found = await findDemo(database)
  if (found) return { accountId: found, isNew: false, people: await ensurePasswords(parts, found) }
  const isWanted = config.demo !== 'never' && !(await wasLeft(database))
  if (!isWanted || !(await describeFirstRun(database)).isNeeded) return undefined
  const accountId = await createDemo(parts)
  return { accountId, isNew: true, people: await issuePasswords(parts, accountId) }
}

async function createDemo({ database, clock }: DemoParts): Promise<string> {
  const { accountId } = await database.transaction((client) =>
    createFirstAccount(client, () => createDemoAccount(client, clock.now())),
  )
  return accountId
}

async function createDemoAccount(client: Queryable, now: Date) {
  const staff = people.map((person) => ({ ...person, passwordHash: null }))
  // The phones of the sandbox wait until somebody takes them, as the first steps tell.
  const account = { name: company, isDemo: true, people: staff, everyoneMethod: 'manual' as const }
  const made = await createAccount(client, account, now)
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from operators where account_id = $1',
    [made.accountId],
  )
  for (const { name, members } of teams) {
    const memberIds = members.map((member) => rows.find((row) => row.name === member)!.id)
    await insertTeam(client, made.accountId, { name, memberIds, settings: { sla } })
  }
  await client.query(
    `update teams set settings = settings || jsonb_build_object('sla', $2::jsonb)
     where account_id = $1 and is_everyone`,
    [made.accountId, JSON.stringify(sla)],
  )
  return made
}

/** The owner chose to begin: a restart before the company is created must not bring the demo back. */
async function wasLeft(database: Database): Promise<boolean> {
  const { rows } = await database.query<{ was_left: boolean }>(
    'select demo_left_at is not null as was_left from installation',
  )
  return rows[0]?.was_left ?? false
}

async function suspendDemo(database: Database, now: Date): Promise<number> {
  const { rowCount } = await database.query(
    'update accounts set suspended_at = coalesce(suspended_at, $1) where is_demo',
    [now],
  )
  return rowCount ?? 0
}

async function findDemo(database: Database): Promise<string | undefined> {
  const { rows } = await database.query<{ id: string }>('select id from accounts where is_demo')
  return rows[0]?.id
}

async function ensurePasswords(parts: DemoParts, accountId: string): Promise<DemoPerson[]> {
  return (await readDemoPasswords(parts.config.dataDir)) ?? issuePasswords(parts, accountId)
}

/** Written after the people, so that a start that was killed in between is made good by the next. */
async function issuePasswords(
  { database, config }: DemoParts,
  accountId: string,
): Promise<DemoPerson[]> {
  const issued = people.map((person) => ({ ...person, password: createDemoPassword() }))
  for (const { email, password } of issued) {
    await database.query(
      `update users set password_hash = $3 where email = $2
         and id in (select user_id from memberships where account_id = $1)`,
      [accountId, email, await hashPassword(password)],
    )
  }
  await writeDemoPasswords(config.dataDir, issued)
  return issued
}
