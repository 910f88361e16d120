import { existsSync } from 'node:fs'
import type { Cluster } from './cluster.ts'
import { ensureRunning } from './ensure-running.ts'
import { findPostmaster, hasGivenUp } from './postmaster.ts'
import { socketFile } from './socket-folder.ts'

const checkEveryMs = 2_000

/**
 * Starts postgres again when it has been killed, or when somebody cleaned /tmp and took away its
 * socket (it cannot make another one while it runs), or when it has given up. The place of the socket
 * stays the same.
 */
export function keepRunning(cluster: Cluster, socketFolder: string): { stop(): Promise<void> } {
  let revival: Promise<void> | undefined
  const timer = setInterval(() => {
    if (revival) return
    const postmaster = existsSync(socketFile(socketFolder)) && findPostmaster(cluster.folder)
    if (postmaster && !(postmaster.isUsable && hasGivenUp(postmaster))) return
    if (!postmaster) {
      cluster.log.warn('PostgreSQL is gone or has lost its socket: starting it again.')
    }
    revival = revive(cluster).finally(() => {
      revival = undefined
    })
  }, checkEveryMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await revival
    },
  }
}

async function revive(cluster: Cluster): Promise<void> {
  try {
    await ensureRunning(cluster)
  } catch (error) {
    cluster.log.warn(`PostgreSQL did not start again: ${(error as Error).message}`)
  }
}
