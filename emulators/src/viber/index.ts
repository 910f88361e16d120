import type { FastifyInstance } from 'fastify'
import type { Emulator, Phone, Surroundings } from '../emulator.ts'
import { addControlRoutes } from './control-routes.ts'
import { addPersonRoutes } from './person-routes.ts'
import { addPlatformRoutes } from './platform-routes.ts'
import { clearViber, openViber, type Viber } from './viber.ts'

const MAX_BODY_BYTES = 80 * (1 << 20)

export async function openViberEmulator(around: Surroundings): Promise<Emulator> {
  const viber = await openViber(around)
  return {
    id: 'viber',
    title: 'Viber',
    addPlatformSide: (app) => {
      rememberHere(app, viber)
      addPlatformRoutes(app, viber)
    },
    addPersonSide: (app) => {
      rememberHere(app, viber)
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addControlRoutes(app, viber)
      addPersonRoutes(app, viber)
    },
    listPhones: () => listPhones(viber),
    clear: () => clearViber(viber),
    stop: () => viber.callbacks.stop(),
  }
}

/** Addresses of files lead to where we were reached: only callers know the port. */
function rememberHere(app: FastifyInstance, viber: Viber): void {
  app.addHook('onRequest', async ({ headers }) => {
    viber.here = `http://${headers.host}/viber`
  })
}

/** A phone shows one bot: the one the person was made for, and each they have written to. */
function listPhones({ world }: Viber): Phone[] {
  const bots = world.bots.list()
  return world.people.list().flatMap((person) => {
    if (!person.hasPhone) return []
    const { id, name, isOffline, botId } = person
    const own = bots.filter((bot) => bot.id === botId || world.findDialog(bot.id, id))
    return (own.length > 0 ? own : bots.slice(0, 1)).map((bot) => ({
      platform: 'viber',
      person: { id: String(id), name, fullName: name, isOffline },
      company: { id: bot.id, name: bot.name },
    }))
  })
}
