import { catalogue } from '../../channels/index.ts'
import { type Channels, NoChannelError, type OpenChannel } from '../../connections/index.ts'
import type { Database } from '../../database/index.ts'
import type { Person } from '../../rules/index.ts'
import { sandboxCompanies } from '../sandbox-companies.ts'
import type { Messenger } from './story.ts'

/** Who and what the stories speak of, as this demo has it now. */
export interface Roster {
  accountId: string
  channels: ReadonlyMap<Messenger, OpenChannel>
  operator(firstName: string): Person
  team(name: string): Person
  bot(name: string): Person
}

interface World {
  database: Database
  channels: Channels
}

/** Whoever was renamed or is gone is stood in for by somebody who is there. */
export async function readRoster(
  { database, channels }: World,
  accountId: string,
): Promise<Roster> {
  const list = async (sql: string) =>
    (await database.query<Person & { kind?: string }>(sql, [accountId])).rows
  const operators = await list(
    `select o.id, o.name from operators o join memberships m
       on m.account_id = o.account_id and m.user_id = o.user_id and m.disabled_at is null
     where o.account_id = $1 and m.role in ('operator', 'supervisor') order by o.name`,
  )
  const teams = await list('select id, name from teams where account_id = $1 order by is_everyone')
  const bots = await list('select id, name from bots where account_id = $1 order by name')
  const rows = await list(
    `select id, name, kind from channels where account_id = $1 and state <> 'disconnected'`,
  )
  const opened = new Map<Messenger, OpenChannel>()
  const site = [...catalogue.values()].find(({ capabilities }) => capabilities.hasPanel)
  const places = [...sandboxCompanies, { platform: 'site', kind: site?.id }]
  for (const { platform, kind } of places) {
    const row = rows.find((each) => each.kind === kind)
    const channel = row && (await open(channels, accountId, row.id))
    if (channel) opened.set(platform as Messenger, channel)
  }
  return {
    accountId,
    channels: opened,
    operator: (firstName) => called(operators, (name) => name.startsWith(`${firstName} `)),
    team: (name) => called(teams, (each) => each === name),
    bot: (name) => called(bots, (each) => each.includes(name)),
  }
}

function called(people: Person[], fits: (name: string) => boolean): Person {
  const found = people.find(({ name }) => fits(name)) ?? people[0]
  if (!found) throw new Error('the demo has nobody to tell of')
  const { id, name } = found
  return { id, name }
}

async function open(channels: Channels, accountId: string, id: string) {
  try {
    return await channels.get(accountId, id)
  } catch (error) {
    if (error instanceof NoChannelError) return undefined
    throw error
  }
}
