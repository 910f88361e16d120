import type { FastifyInstance } from 'fastify'
import type { Emulator, Phone, Surroundings } from '../emulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { addControlRoutes } from './control-routes.ts'
import { clearMax, type Max, openMax } from './max.ts'
import { addPersonRoutes } from './person-routes.ts'
import { addUploadRoutes } from './upload-routes.ts'

const MAX_BODY_BYTES = 80 * (1 << 20)

export async function openMaxEmulator(around: Surroundings): Promise<Emulator> {
  const max = await openMax(around)
  return {
    id: 'max',
    title: 'MAX',
    addPlatformSide: (app) => {
      rememberHere(app, max)
      // Bodies are read by us: no parser of the framework may refuse them in its own words.
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', (_request, _payload, done) => done(null))
      addUploadRoutes(app, max)
      addApiRoutes(app, max)
    },
    addPersonSide: (app) => {
      rememberHere(app, max)
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addControlRoutes(app, max)
      addPersonRoutes(app, max)
    },
    listPhones: () => listPhones(max),
    clear: () => clearMax(max),
    stop: () => max.updates.stop(),
  }
}

/** Addresses of files and uploads lead to where we were reached: only callers know the port. */
function rememberHere(app: FastifyInstance, max: Max): void {
  app.addHook('onRequest', async ({ headers }) => {
    max.here = `http://${headers.host}/max`
  })
}

/** A phone shows one bot: the one the person was made for, and each they have written to. */
function listPhones({ world }: Max): Phone[] {
  const bots = world.bots.list()
  return world.people.list().flatMap((person) => {
    if (!person.hasPhone) return []
    const own = bots.filter(({ id }) => id === person.botId || world.findDialog(id, person.id))
    const owner = {
      id: String(person.id),
      name: person.firstName,
      fullName: `${person.firstName} ${person.lastName ?? ''}`.trim(),
      isOffline: person.isOffline,
    }
    return (own.length > 0 ? own : bots.slice(0, 1)).map(({ id, name }) => ({
      platform: 'max',
      person: owner,
      company: { id: String(id), name },
    }))
  })
}
