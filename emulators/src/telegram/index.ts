import type { Emulator, Phone, Surroundings } from '../emulator.ts'
import { addControlRoutes } from './control-routes.ts'
import { addPersonRoutes } from './person-routes.ts'
import { addPlatformRoutes } from './platform-routes.ts'
import { clearTelegram, openTelegram, type Telegram } from './telegram.ts'

const MAX_BODY_BYTES = 80 * (1 << 20)

export async function openTelegramEmulator(around: Surroundings): Promise<Emulator> {
  const telegram = await openTelegram(around)
  return {
    id: 'telegram',
    title: 'Telegram',
    addPlatformSide: (app) => addPlatformRoutes(app, telegram),
    addPersonSide: (app) => {
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addControlRoutes(app, telegram)
      addPersonRoutes(app, telegram)
    },
    listPhones: () => listPhones(telegram),
    clear: () => clearTelegram(telegram),
    stop: () => telegram.updates.stop(),
  }
}

/** A phone shows one bot: the one the person was made for, and each they have written to. */
function listPhones({ world }: Telegram): Phone[] {
  const phones: Phone[] = []
  const [firstBot] = world.bots.keys()
  for (const person of world.people.values()) {
    if (!person.hasPhone) continue
    const botIds = [...world.bots.keys()].filter((botId) => world.findChat(botId, person.id))
    const own = person.botId ?? (botIds.length === 0 ? firstBot : undefined)
    if (own !== undefined && !botIds.includes(own)) botIds.unshift(own)
    for (const botId of botIds) {
      const bot = world.bots.get(botId)
      if (!bot) continue
      const { id, firstName, lastName, isOffline } = person
      const owner = {
        id: String(id),
        name: firstName,
        fullName: [firstName, lastName].join(' ').trim(),
        isOffline,
      }
      phones.push({
        platform: 'telegram',
        person: owner,
        company: { id: String(bot.id), name: bot.name },
      })
    }
  }
  return phones
}
