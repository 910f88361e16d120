import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { waitForAnswer } from './connect.ts'
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts'

/** A start may meet another start, or a postgres on its way out; more rounds than this is a fault. */
const rounds = 4

/** Finds the postgres of this cluster alive, or starts it; returns once it answers. */
export async function ensureRunning(
  cluster: Cluster,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  for (let round = 0; round < rounds; round += 1) {
    const found = findPostmaster(cluster.folder)
    if (found && !found.isUsable) {
      await stopPostmaster(found)
      continue
    }
    const postmaster = found ?? launchPostmaster(cluster)
    if (await waitForAnswer(cluster, postmaster)) {
      return { postmaster, adopted: found !== undefined }
    }
  }
  throw new Error(`PostgreSQL does not start: see ${join(cluster.home, 'postgres.log')}.`)
}
