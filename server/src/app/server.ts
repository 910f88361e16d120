import { findByKey } from '../api-keys/index.ts'
import { findBotByKey } from '../bots/index.ts'
import { isTransient } from '../database/index.ts'
import { StorageError } from '../files/index.ts'
import { type App, createHttpServer, serveWeb } from '../http/index.ts'
import { addRoutes, addSockets } from './routes.ts'
import { startWorkers } from './workers.ts'
import { openWorld, type ServerOptions } from './world.ts'

export type Server = Awaited<ReturnType<typeof createServer>>

/** Puts the parts of the product together: nothing is decided here. */
export async function createServer(options: ServerOptions) {
  const { config, database, clock, log } = options
  const world = await openWorld(options, (): string | undefined => listeningAt(app))
  const { limits, access, parts, connecting, around, bots } = world
  const app: App = await createHttpServer({
    ...{ config, log, limits },
    findCaller: access.findCaller,
    findBot: (key) => findBotByKey(database, key),
    findKey: (key) => findByKey(database, key, clock.now()),
    isPassing: (error) => isTransient(error) || error instanceof StorageError,
  })
  addRoutes(app, world)
  const sockets = addSockets(app, world)
  if (options.webRoot) await serveWeb(app, options.webRoot)

  let stopWorkers = async () => {}
  return {
    ...{ app, parts, connecting, around, bots },
    /** Starts everything that works without being asked. */
    start(): void {
      stopWorkers = startWorkers(world)
    },
    /** Lets what is under way end: nothing new comes in, nothing half done is left. */
    async stop(): Promise<void> {
      sockets.stop()
      world.streams.endAll()
      await app.close()
      await stopWorkers()
      await world.hub.stop()
      await world.member?.leave()
    },
  }
}

/** Only this machine is told: others know us by the public address. */
function listeningAt({ server }: App): string | undefined {
  const address = server.address()
  if (address === null || typeof address === 'string') return undefined
  const { address: host, family, port } = address
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}
