import type { Network } from '../whatsapp-network/network.ts'
import type { Limits } from './limits.ts'
import type { Registry } from './registry.ts'
import type { Publisher } from './webhooks/publisher.ts'

/** Everything the emulated platform consists of; both of its sides work on it. */
export interface WhatsApp {
  network: Network
  registry: Registry
  publisher: Publisher
  limits: Limits
  /** Of this process, for links in webhooks; known once it listens. */
  origin: () => string
}
