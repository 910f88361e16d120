import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type pg from 'pg'

import type { Database } from '../database/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { readArchive, writeArchive } from './archive.ts'
import { putTable } from './export-house.ts'
import { prepareTables } from './load-tables.ts'
import { listSequences, listTables } from './schema.ts'

const later = `
  create table hens (id bigint generated always as identity primary key, egg_id bigint, note jsonb,
    weight numeric, seen timestamptz, shell bytea, names text[],
    length integer generated always as (char_length(note::text)) stored);
  create table eggs (id bigint primary key, hen_id bigint references hens, sibling bigint references eggs);
  alter table hens add foreign key (egg_id) references eggs;
  create table "Laid by Day" (day date, text text) partition by range (day);
  create table "Laid by Day_1" partition of "Laid by Day" for values from ('2020-01-01') to ('2020-01-02');
  create table laid_default partition of "Laid by Day" default;
  create table counted (n integer);
  create function count_one() returns trigger language plpgsql as
    $$ begin insert into counted values (1); return new; end $$;
  create trigger counts after insert on eggs for each row execute function count_one();`

const rows = `
  insert into hens (note, weight, seen, shell, names) values
    ('null', 'NaN', '2020-01-01 00:00:00.123456+03', '\\x00ff0a', '{"a\nb",NULL,""}'),
    (null, 12345678901234567890.10, 'infinity', '', '{}');
  insert into eggs values (9007199254740993, 1, null), (5, 2, 9007199254740993);
  update hens set egg_id = 5 where id = 1;
  insert into "Laid by Day" values ('2020-01-01', E'a\\tb\\\\N\\n\\\\.\\nЁ'), ('1999-01-01', '')`

const all = async (database: Database) => {
  const tables = ['hens', 'eggs', '"Laid by Day"', '"Laid by Day_1"', 'counted']
  const found = tables.map((name) =>
    database.query(`select t::text as row from ${name} t order by 1`),
  )
  return (await Promise.all(found)).map((result) => result.rows)
}

const withClient = async (database: Database, work: (client: pg.Client) => Promise<void>) => {
  const client = await database.pool.connect()
  await work(client as unknown as pg.Client).finally(() => client.release())
}

test('carries tables nobody has told it about', async () => {
  const [from, to] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const file = join(mkdtempSync(join(tmpdir(), 'otklik-moving-')), 'archive')
  for (const database of [from, to]) await database.query(later)
  await from.query(rows)
  // Made by whoever keeps partitions, and not by a migration.
  await to.query('drop table "Laid by Day_1"')

  const tables = await listTables(from)
  const sequences = await listSequences(from)
  await withClient(from, (client) =>
    writeArchive(file, async (put) => {
      for (const table of tables) await putTable(put, client, table)
    }),
  )
  await withClient(to, async (client) => {
    await client.query('begin')
    const loading = await prepareTables(client, { tables, sequences })
    for await (const entry of readArchive(file)) await loading.load(entry)
    await loading.finish()
    await client.query('commit')
  })

  assert.deepEqual(await all(to), await all(from))
  const { rows: made } = await to.query('insert into hens (note) values (null) returning id')
  assert.deepEqual(made, [{ id: 3 }])
  await assert.rejects(to.query('insert into eggs values (7, 700)'), /foreign key/)
  await to.query('insert into eggs values (7, 3)')
  assert.deepEqual((await to.query('select * from counted')).rows.length, 3)
})
