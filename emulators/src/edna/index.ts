import type { Emulator, Surroundings } from '../emulator.ts'
import { addNetworkControl } from '../whatsapp-network/control-routes.ts'
import { listPhones } from '../whatsapp-network/view.ts'
import { addEdnaControl } from './control-routes.ts'
import { clearEdna, openEdna } from './open.ts'
import { addPlatformRoutes } from './platform-routes.ts'

const MAX_BODY_BYTES = 120 * (1 << 20)

/** WhatsApp as edna sells access to it: subjects, cascades, message matchers. */
export async function openEdnaEmulator(around: Surroundings): Promise<Emulator> {
  const edna = await openEdna(around)
  const { network, courier } = edna
  return {
    id: 'edna',
    title: 'WhatsApp (edna)',
    addPlatformSide: (app) => addPlatformRoutes(app, edna),
    addPersonSide: (app) => {
      app.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BODY_BYTES
      })
      addEdnaControl(app, edna)
      addNetworkControl(app, { network, courier, companies: 'subjects' })
    },
    listPhones: () => listPhones(network),
    clear: () => clearEdna(edna),
    stop: () => courier.stop(),
  }
}
