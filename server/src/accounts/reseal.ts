import type { Database } from '../database/index.ts'
import type { Place, SecretBox } from '../lib/secrets/index.ts'

interface Kept {
  table: string
  /** What names a row: `account_id` and another, or one alone. */
  key: string[]
  column: string
  /** The column holds an object of sealed values by their names. */
  isByName?: true
  /** By the row's key, and the name where there is one. */
  place(key: string[], name: string): Place
}

const ofChannel = (field?: string, prefix = '') => ({
  place: ([accountId = '', channelId = '']: string[], name: string): Place => ({
    ...{ accountId, channelId, rowId: channelId, field: field ?? prefix + name },
  }),
})
const of = (purpose: string) => ({
  place: ([accountId = '', id = '']: string[]): Place => ({
    ...{ accountId, channelId: id, rowId: id, field: 'secret', purpose },
  }),
})

/**
 * Where the database keeps what is sealed, and for which place. A test plants one of each, exchanges the
 * key and looks through the whole database for what the old one has sealed. What lasts for minutes only
 * (a sign-in that is under way) is not here.
 */
const everywhere: Kept[] = [
  {
    table: 'channels',
    key: ['account_id', 'id'],
    column: 'secrets',
    isByName: true,
    ...ofChannel(),
  },
  {
    ...{ table: 'channels', key: ['account_id', 'id'], column: 'memory', isByName: true },
    ...ofChannel(undefined, 'memory.'),
  },
  {
    ...{ table: 'site_widgets', key: ['account_id', 'channel_id'], column: 'identity_secret' },
    ...ofChannel('site-identity'),
  },
  { table: 'bots', key: ['account_id', 'id'], column: 'secret', ...of('bot') },
  { table: 'webhooks', key: ['account_id', 'id'], column: 'secret', ...of('webhook') },
  { table: 'webhooks', key: ['account_id', 'id'], column: 'previous_secret', ...of('webhook') },
  {
    ...{ table: 'company_sign_ins', key: ['account_id'], column: 'client_secret' },
    place: ([accountId = '']) => ({
      ...{ accountId, channelId: '', field: 'client-secret', rowId: accountId },
      purpose: 'company-sign-in',
    }),
  },
  {
    ...{ table: 'second_factors', key: ['user_id'], column: 'secret' },
    place: ([userId = '']) => ({
      ...{ accountId: userId, channelId: '', field: 'secret', rowId: userId },
      purpose: 'second-factor',
    }),
  },
  {
    ...{ table: 'installation', key: ['only_row'], column: 'push_private_key' },
    place: () => ({
      ...{ accountId: 'installation', channelId: '', field: 'push_private_key', rowId: '' },
      purpose: 'push',
    }),
  },
]

/**
 * Seals everything with the current key that a former one has sealed, a value at a time, beside a server
 * that works: what was changed meanwhile is left as it is, and is of the current key anyway. Afterwards
 * the former keys open nothing that is kept. Answers how many there were.
 */
export async function resealSecrets(database: Database, secrets: SecretBox): Promise<number> {
  let count = 0
  for (const kept of everywhere) count += await resealColumn(database, secrets, kept)
  return count
}

async function resealColumn(database: Database, secrets: SecretBox, kept: Kept): Promise<number> {
  const { table, key, column, isByName, place } = kept
  const names = key.map((each) => `${each}::text`).join()
  const { rows } = await database.query<{ key: string[]; value: string | Record<string, string> }>(
    `select array[${names}] as key, ${column} as value from ${table} where ${column} is not null`,
  )
  let count = 0
  for (const row of rows) {
    const values = typeof row.value === 'string' ? { '': row.value } : row.value
    for (const [name, sealed] of Object.entries(values)) {
      if (!secrets.isOld(sealed)) continue
      const where = place(row.key, name)
      const renewed = secrets.seal(secrets.open(sealed, where), where)
      const is = key.map((each, n) => `${each}::text = $${n + 3}`).join(' and ')
      const [set, was] = isByName
        ? [
            `${column} || jsonb_build_object($${key.length + 3}::text, $2::text)`,
            `${column} ->> $${key.length + 3}`,
          ]
        : ['$2', column]
      const { rowCount } = await database.query(
        `update ${table} set ${column} = ${set} where ${is} and ${was} = $1`,
        [sealed, renewed, ...row.key, ...(isByName ? [name] : [])],
      )
      count += rowCount ?? 0
    }
  }
  return count
}
