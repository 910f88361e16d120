import pg from 'pg'

import { until } from '../kit/index.ts'
import type { World } from './world.ts'

const PATIENCE_MS = 90_000

export const patience = (what: string) => ({ withinMs: PATIENCE_MS, everyMs: 50, what })

/** From now until so many processes are left and have all the channels, in milliseconds. */
export async function takenOver(world: World, left: number): Promise<number> {
  const startedAt = performance.now()
  const client = new pg.Client(world.database())
  await client.connect()
  try {
    await until(
      async () => {
        const { rows } = await client.query<{ living: number; owned: boolean }>(
          `select (select count(*)::integer from processes) as living,
           (select count(*) from channel_owners) = (select count(*) from channels) as owned`,
        )
        return rows[0]?.living === left && rows[0].owned
      },
      patience(`the channels of ${left} processes`),
    )
    return performance.now() - startedAt
  } finally {
    await client.end()
  }
}

/** How many updates platforms were asked to come with again. */
export async function countRefused({ companies }: World): Promise<number> {
  const brought = (await Promise.all(companies.map((each) => each.listBrought()))).flat()
  return brought.filter(({ attempts }) => attempts.some(({ outcome }) => outcome === 503)).length
}
