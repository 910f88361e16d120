import type { Queryable } from '../database/index.ts'

export interface Table {
  name: string
  columns: string[]
  /** Of a table partitioned by ranges; a row outside of them falls into its default partition. */
  partitions: Partition[]
}

export interface Partition {
  name: string
  from: string
  to: string
}

/** Says which migrations were run, or who is running: true of one place, and of no other. */
const bookkeeping = ['migrations', 'processes', 'channel_owners']

/** All tables there are, partitioned ones by their parent: whoever adds one need not think of us. */
export async function listTables(client: Queryable): Promise<Table[]> {
  const { rows } = await client.query<{
    name: string
    columns: string[]
    partitions: { name: string; bound: string }[]
  }>(
    `select c.relname as name,
       (select json_agg(attname order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       (select coalesce(json_agg(json_build_object(
          'name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid)) order by p.relname), '[]')
        from pg_inherits i join pg_class p on p.oid = i.inhrelid
        where i.inhparent = c.oid) as partitions
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
       and not exists (select from pg_depend d
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by c.relname`,
  )
  return rows
    .filter(({ name }) => !bookkeeping.includes(name))
    .map((row) => ({ ...row, partitions: row.partitions.flatMap(readRange) }))
}

function readRange({ name, bound }: { name: string; bound: string }): Partition[] {
  const [, from, to] = /^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$/.exec(bound) ?? []
  return from && to ? [{ name, from, to }] : []
}

export async function listSequences(client: Queryable): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = current_schema() and last_value is not null`,
  )
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

export interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** Ready to be put into SQL. Those of partitions follow the one of their parent. */
export async function listForeignKeys(client: Queryable): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
       pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where n.nspname = current_schema() and contype = 'f' and conparentid = 0`,
  )
  return rows
}
