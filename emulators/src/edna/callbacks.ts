import { Courier, type Delivery, type Signing } from '../whatsapp-network/courier.ts'
import { markTaken, type Network } from '../whatsapp-network/network.ts'
import type { Registry } from './edna.ts'
import type { Callbacks, Subject } from './model.ts'

/** Three more tries; who is away for longer than this has to ask for the history. */
const PAUSES_MS = [4_000, 128_000, 2_048_000]
const LIVES_MS = 24 * 3600_000

export function makeCourier(network: Network, registry: Registry): Courier {
  return new Courier({
    ...network,
    headers: (delivery, signing) => authorize(registry, delivery, signing),
    backOffMs: (failures) => PAUSES_MS[failures - 1],
    livesMs: LIVES_MS,
    acknowledged: ({ messages }) => markTaken(network, messages),
  })
}

/** There is no signature: at most a key of the webhook's own, as it is or after a word. */
function authorize(registry: Registry, { line }: Delivery, signing: Signing) {
  const subject = registry.subjects.find(line)
  const headers: Record<string, string> = { 'user-agent': 'edna-callback' }
  if (!subject || subject.auth === 'none' || signing === 'none') return headers
  const key = signing === 'right' ? subject.webhookKey : `not-${subject.webhookKey}`
  return { ...headers, authorization: subject.auth === 'token' ? `Token ${key}` : key }
}

export interface Call {
  to: keyof Callbacks
  kind: string
  body: object
  person?: string
  messages?: string[]
}

/** Tells the product, if it has given an address for such things. */
export function callBack(courier: Courier, subject: Subject, call: Call): void {
  const url = subject.callbacks[call.to]
  if (!url) return
  const isArray = subject.sendsArrays && !Array.isArray(call.body)
  courier.send({
    line: subject.id,
    ...(call.person !== undefined && { person: call.person }),
    ...{ kind: call.kind, signer: subject.id, url, messages: call.messages ?? [] },
    body: JSON.stringify(isArray ? [call.body] : call.body),
  })
}

/** UTC to the second, as the API writes times. */
export const toIso = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** As the older API writes them: Moscow's time, and an offset without its colon. */
export function toLegacyTime(ms: number): string {
  return new Date(ms + 3 * 3600_000).toISOString().replace('Z', '+0300')
}
