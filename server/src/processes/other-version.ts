import { setTimeout as sleep } from 'node:timers/promises'

import type { Database } from '../database/index.ts'

/** Longer than a process that was killed looks alive. */
const PATIENCE_MS = 12_000
const LOOK_EVERY_MS = 500

export class OtherVersionError extends Error {
  override readonly name = 'OtherVersionError'

  constructor() {
    super(
      'Otklik of another version already runs on this database. Stop all of its processes first (npm stop), then start them anew.',
    )
  }
}

/** SQL that finds processes which live and are of another version; `version` is SQL for ours. */
export const otherVersions = (version: string): string =>
  // One of the first had no version, nor a column for it.
  `select from processes p where p.beat_at > clock_timestamp() - interval '10 seconds'
     and to_jsonb(p) ->> 'version' is distinct from ${version}`

/** Before anything is changed: the functions that others of another version use would be made anew. */
export async function refuseOtherVersions(
  database: Pick<Database, 'query'>,
  version: string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const { rows } = await database.query<{ is_new: boolean }>(
    `select to_regclass('processes') is null as is_new`,
  )
  if (rows[0]?.is_new) return
  const until = performance.now() + patienceMs
  for (;;) {
    const { rowCount } = await database.query(otherVersions('$1'), [version])
    if (!rowCount) return
    if (performance.now() > until) throw new OtherVersionError()
    await sleep(LOOK_EVERY_MS)
  }
}
