import { join, resolve } from 'node:path'
import { bringWithinReach, findBinaries } from './binaries.ts'
import type { Cluster, Embedded, EmbeddedOptions } from './cluster.ts'
import { connectionTo } from './connect.ts'
import { ensureRunning } from './ensure-running.ts'
import { openHome } from './home.ts'
import { initializeOnce, refuseOtherMajor } from './initialize.ts'
import { keepRunning } from './keep-running.ts'
import { chooseOwner } from './owner.ts'
import { openPassword } from './password.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { removeSocketFolder } from './socket-folder.ts'

/** Runs the PostgreSQL that came with npm on DATA_DIR/postgres, or adopts one that runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = openCluster(options)
  refuseOtherMajor(cluster)
  await initializeOnce(cluster)
  const { postmaster, adopted } = await ensureRunning(cluster)
  const { socketFolder } = postmaster
  const watch = keepRunning(cluster, socketFolder)
  return {
    connection: connectionTo(cluster, postmaster),
    adopted,
    leave: () => watch.stop(),
    async stop() {
      await watch.stop()
      const running = findPostmaster(cluster.folder)
      if (running) await stopPostmaster(running)
      removeSocketFolder(socketFolder)
    },
  }
}

function openCluster({
  dataDir,
  log,
  binaries: given,
  isDurable = true,
}: EmbeddedOptions): Cluster {
  const binaries = findBinaries(given)
  const major = String(binaries.major)
  const owner = chooseOwner(join(dataDir, 'postgres', major))
  const home = openHome(resolve(dataDir), owner, log)
  const folder = join(home, major)
  return {
    home,
    folder,
    binaries: owner ? bringWithinReach(binaries, home, owner) : binaries,
    owner,
    password: openPassword(home, folder, owner),
    isDurable,
    log,
  }
}
