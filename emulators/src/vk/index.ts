import type { FastifyInstance } from 'fastify'
import type { Emulator, Phone, Surroundings } from '../emulator.ts'
import { addControlRoutes } from './control-routes.ts'
import { addPersonRoutes } from './person-routes.ts'
import { addPlatformRoutes } from './platform-routes.ts'
import { clearVk, openVk, type Vk } from './vk.ts'

const MAX_BODY_BYTES = 80 * (1 << 20)

export async function openVkEmulator(around: Surroundings): Promise<Emulator> {
  const vk = await openVk(around)
  return {
    id: 'vk',
    title: 'ВКонтакте',
    addPlatformSide: (app) => {
      rememberHere(app, vk)
      addPlatformRoutes(app, vk)
    },
    addPersonSide: (app) => {
      rememberHere(app, vk)
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addControlRoutes(app, vk)
      addPersonRoutes(app, vk)
    },
    listPhones: () => listPhones(vk),
    clear: () => clearVk(vk),
    stop: () => vk.events.stop(),
  }
}

/** Addresses of files and uploads lead to where we were reached: the port is known to callers only. */
function rememberHere(app: FastifyInstance, vk: Vk): void {
  app.addHook('onRequest', async ({ headers }) => {
    vk.here = `http://${headers.host}/vk`
  })
}

/** A phone shows one community: the one the person was made for, and each they have written to. */
function listPhones({ world }: Vk): Phone[] {
  const phones: Phone[] = []
  const [firstCommunity] = world.communities.keys()
  for (const user of world.users.values()) {
    if (!user.hasPhone) continue
    const ids = [...world.communities.keys()].filter((id) => world.findDialog(id, user.id))
    const own = user.communityId ?? (ids.length === 0 ? firstCommunity : undefined)
    if (own !== undefined && !ids.includes(own)) ids.unshift(own)
    const fullName = `${user.firstName} ${user.lastName}`.trim()
    const person = {
      id: String(user.id),
      name: user.firstName,
      fullName,
      isOffline: user.isOffline,
    }
    for (const id of ids) {
      const name = world.communities.get(id)?.name
      if (name) phones.push({ platform: 'vk', person, company: { id: String(id), name } })
    }
  }
  return phones
}
