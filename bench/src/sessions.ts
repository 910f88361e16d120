import { createHash, randomBytes } from 'node:crypto'

import type { Centre } from './centre.ts'

export interface Session {
  operatorId: string
  cookie: string
}

/** The operators take turns: each has as many sessions as the others. */
export async function createSessions(
  { database, feed }: Pick<Centre, 'database' | 'feed'>,
  count: number,
): Promise<Session[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'))
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest())
  const { rows } = await database.query<{ n: number; id: string }>(
    `with people as (
       select id, user_id, account_id, row_number() over (order by id) - 1 as place,
         count(*) over () as all
       from operators where online_until = 'infinity'
     ), chosen as (
       select t.n, t.hash, p.* from unnest($1::bytea[]) with ordinality as t (hash, n)
       join people p on p.place = t.n % p.all
     ), made as (
       insert into sessions (token_hash, user_id, account_id, expires_at)
       select hash, user_id, account_id, now() + interval '1 day' from chosen)
     select n::int, id from chosen order by n`,
    [hashes],
  )
  const name = feed.cookie.split('=')[0]
  return rows.map(({ n, id }) => ({ operatorId: id, cookie: `${name}=${tokens[n - 1]}` }))
}
