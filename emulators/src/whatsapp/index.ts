import type { Emulator, Surroundings } from '../emulator.ts'
import { addNetworkControl } from '../whatsapp-network/control-routes.ts'
import { listPhones } from '../whatsapp-network/view.ts'
import { addBusinessControl } from './control-routes.ts'
import { addGraphRoutes } from './graph-routes.ts'
import { addModeratorRoutes } from './moderator-routes.ts'
import { clearWhatsApp, openWhatsApp } from './open.ts'

const MAX_BODY_BYTES = 120 * (1 << 20)

/** WhatsApp as Meta sells access to it: the Cloud API. */
export async function openWhatsAppEmulator(around: Surroundings): Promise<Emulator> {
  const whatsapp = await openWhatsApp(around)
  const { network, publisher } = whatsapp
  return {
    id: 'whatsapp',
    title: 'WhatsApp',
    addPlatformSide: (app) => addGraphRoutes(app, whatsapp),
    addPersonSide: (app) => {
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addBusinessControl(app, whatsapp)
      addModeratorRoutes(app, whatsapp)
      addNetworkControl(app, { network, courier: publisher.courier, companies: 'numbers' })
    },
    listPhones: () => listPhones(network),
    clear: () => clearWhatsApp(whatsapp),
    stop: () => publisher.courier.stop(),
  }
}
