import { createHmac } from 'node:crypto'
import { Courier, type Delivery, type Signing } from '../../whatsapp-network/courier.ts'
import { markTaken, type Network } from '../../whatsapp-network/network.ts'
import type { Account, App, Subscription } from '../model.ts'
import type { Registry } from '../registry.ts'
import { encode } from './encode.ts'

const LIVES_MS = 7 * 24 * 3600_000
const FIRST_RETRY_MS = 10_000
const MAX_RETRY_MS = 6 * 3600_000
/** How long an update waits for others to share a request with. */
const BATCH_MS = 300

/** Something a number, or its account, has to tell. */
export interface Update {
  account: string
  field: string
  value: Record<string, unknown>
  /** The number whose journal it belongs to. */
  line: string
  person?: string
  kind: string
  messages?: string[]
}

/** Sends updates to every app that has subscribed to the account and to the field. */
export class Publisher {
  readonly courier: Courier
  readonly #network: Network
  readonly #registry: Registry
  readonly #batches = new Map<string, { target: Target; updates: Update[] }>()

  constructor(network: Network, registry: Registry) {
    this.#network = network
    this.#registry = registry
    this.courier = new Courier({
      ...network,
      headers: (delivery, signing) => this.#sign(delivery, signing),
      backOffMs,
      livesMs: LIVES_MS,
      acknowledged: ({ messages }) => markTaken(network, messages),
    })
  }

  publish(update: Update): void {
    const account = this.#registry.accounts.find(update.account)
    if (!account) return
    for (const target of this.#targets(account, update.field)) this.#enqueue(target, update)
  }

  *#targets(account: Account, field: string): Generator<Target> {
    for (const { app: id, override } of account.subscriptions) {
      const app = this.#registry.apps.find(id)
      if (!app?.callback?.fields.includes(field)) continue
      yield { app, url: override?.url ?? app.callback.url }
    }
  }

  #enqueue(target: Target, update: Update): void {
    if (target.app.batch <= 1) {
      this.#send(target, [update])
      return
    }
    const key = `${target.app.id} ${target.url}`
    const batch = this.#batches.get(key) ?? { target, updates: [] }
    if (batch.updates.push(update) === 1) {
      this.#batches.set(key, batch)
      this.#network.clock.after(BATCH_MS, () => this.#flush(key))
    }
    if (batch.updates.length >= target.app.batch) this.#flush(key)
  }

  #flush(key: string): void {
    const batch = this.#batches.get(key)
    this.#batches.delete(key)
    if (batch) this.#send(batch.target, batch.updates)
  }

  #send({ app, url }: Target, updates: Update[]): void {
    const [first] = updates
    if (!first) return
    const time = Math.floor(this.#network.clock.now() / 1000)
    const body = { object: 'whatsapp_business_account', entry: entriesOf(updates, time) }
    this.courier.send({
      line: first.line,
      ...(first.person !== undefined && updates.length === 1 && { person: first.person }),
      kind: updates.length === 1 ? first.kind : `${first.kind} +${updates.length - 1}`,
      signer: app.id,
      url,
      body: encode(body, app.escapesSlashes),
      messages: updates.flatMap(({ messages = [] }) => messages),
    })
  }

  #sign({ signer, body }: Delivery, signing: Signing): Record<string, string> {
    const own = { 'user-agent': 'facebookexternalua', accept: '*/*' }
    if (signing === 'none') return own
    const secret = this.#registry.apps.find(signer)?.secret ?? ''
    const key = signing === 'right' ? secret : `not ${secret}`
    const sign = (algorithm: string) => createHmac(algorithm, key).update(body).digest('hex')
    return {
      ...own,
      'x-hub-signature': `sha1=${sign('sha1')}`,
      'x-hub-signature-256': `sha256=${sign('sha256')}`,
    }
  }
}

interface Target {
  app: App
  url: string
}

/** One entry for an account; messages and statuses of one number share a change. */
function entriesOf(updates: Update[], time: number): object[] {
  const entries = new Map<string, { id: string; time?: number; changes: Change[] }>()
  for (const { account, field, value } of updates) {
    const entry = entries.get(account) ?? { id: account, changes: [] }
    entries.set(account, entry)
    if (field !== 'messages') entry.time = time
    const like = entry.changes.find((change) => belongTogether(change, { field, value }))
    if (like) merge(like.value, value)
    else entry.changes.push({ value: { ...value }, field })
  }
  return [...entries.values()]
}

interface Change {
  value: Record<string, unknown>
  field: string
}

const LISTS = ['contacts', 'messages', 'statuses', 'errors']

function belongTogether(one: Change, other: Change): boolean {
  const metadata = (change: Change) => JSON.stringify(change.value.metadata)
  return one.field === 'messages' && other.field === 'messages' && metadata(one) === metadata(other)
}

function merge(into: Record<string, unknown>, value: Record<string, unknown>): void {
  for (const name of LISTS) {
    const more = value[name]
    if (Array.isArray(more)) into[name] = [...((into[name] as unknown[]) ?? []), ...more]
  }
}

/** At once, then after 10, 20, 40 seconds and so on up to six hours; a week in all. */
function backOffMs(failures: number): number {
  if (failures === 1) return 0
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 2), MAX_RETRY_MS)
}

/** What a number of the account may be subscribed to. */
export const FIELDS = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'user_preferences',
  'security',
  'user_id_update',
  'business_username_update',
  'smb_message_echoes',
  'smb_app_state_sync',
  'history',
]

export const isSubscribed = ({ subscriptions }: Account, app: string) =>
  subscriptions.some((subscription: Subscription) => subscription.app === app)
