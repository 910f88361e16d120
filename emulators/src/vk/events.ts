import type { Shelf } from '../shelf.ts'
import { Courier } from './courier.ts'
import type { Delivery, Event, EventDesk, NewEvent, Writing } from './event.ts'
import { HERE } from './files.ts'
import type { Ground } from './ground.ts'
import { LongPoll } from './long-poll.ts'
import type { CallbackServer, Community } from './model.ts'
import { hex } from './world.ts'

const HOLD_MS = 500
const KEEP_DELIVERIES = 100_000

/** Tells a community's servers and polls what has happened. */
export class Events implements EventDesk {
  readonly polls: LongPoll
  readonly courier: Courier
  readonly #vk: Ground
  readonly #shelf: Shelf
  readonly #deliveries = new Map<string, Delivery & { communityId: number }>()
  readonly #lines = new Map<number, Promise<void>>()
  #lastSeq = 0

  constructor(vk: Ground, shelf: Shelf) {
    this.#vk = vk
    this.#shelf = shelf
    this.polls = new LongPoll(vk, this, shelf)
    this.courier = new Courier(vk, this)
  }

  load(): void {
    this.#lastSeq = Number([...this.#shelf.entries('vk-seq')][0]?.[1] ?? 0)
    this.polls.load()
    for (const [key, event] of this.#shelf.entries('vk-pending')) {
      const [communityId, serverId] = key.split(':').map(Number)
      const community = this.#vk.world.communities.get(communityId!)
      const server = community?.servers.find(({ id }) => id === serverId)
      if (community && server) this.courier.offer(community, server, event as Event)
    }
  }

  clear(): void {
    this.courier.stop()
    this.polls.stop()
    this.polls.clear()
    this.#deliveries.clear()
  }

  stop(): void {
    this.courier.stop()
    this.polls.stop()
  }

  emit(community: Community, wanted: NewEvent): Event {
    const event: Event = {
      ...wanted,
      seq: ++this.#lastSeq,
      id: hex(20),
      communityId: community.id,
      at: this.#vk.clock.now(),
    }
    this.#shelf.put('vk-seq', 'last', this.#lastSeq)
    this.#enter(event)
    const target = this.#targetOf(event)
    const { faults } = this.#vk
    if (faults.strike(['lost-update'], target)) return this.#lose(community, event)
    this.#disfigure(event)
    const held = faults.strike(['reorder'], target)
    const late = held ? undefined : faults.strike(['late-update'], target)
    if (held) this.#vk.clock.after(held.ms ?? HOLD_MS, () => this.#spread(community, event))
    else if (late) this.#queue(community, event, late.ms ?? HOLD_MS)
    else this.#spread(community, event)
    return event
  }

  list(communityId: number, since = 0): Delivery[] {
    return [...this.#deliveries.values()].filter(
      (delivery) => delivery.communityId === communityId && delivery.seq > since,
    )
  }

  /** What is going to be brought by itself. */
  pending(community: Community): Delivery[] {
    const stuck = new Set(this.courier.listStuck(community).map(({ id }) => id))
    return this.list(community.id).filter(
      ({ acknowledgedAt, droppedAs, eventId }) =>
        !acknowledgedAt && !droppedAs && !stuck.has(eventId),
    )
  }

  find(event: Event): Delivery {
    return this.#deliveries.get(event.id) ?? this.#enter(event)
  }

  /** The event as it goes over the wire, with addresses of files that lead to us. */
  write(event: Event, { apiVersion, secret }: Writing): string {
    const body = {
      group_id: event.communityId,
      type: event.type,
      event_id: event.id,
      v: apiVersion,
      object: event.object,
      ...(secret && { secret }),
    }
    return JSON.stringify(body).replaceAll(HERE, this.#vk.here)
  }

  keepPending(server: CallbackServer, event: Event): void {
    this.#shelf.put('vk-pending', `${event.communityId}:${server.id}:${event.seq}`, event)
  }

  dropPending(server: CallbackServer, event: Event): void {
    this.#shelf.drop('vk-pending', `${event.communityId}:${server.id}:${event.seq}`)
  }

  #spread(community: Community, event: Event): void {
    const isDoubled = this.#vk.faults.strike(['duplicate'], this.#targetOf(event)) !== undefined
    const times = isDoubled ? 2 : 1
    const servers = community.servers.filter(
      ({ status, events }) => status === 'ok' && events[event.type] === 1,
    )
    for (const server of servers)
      for (let time = 0; time < times; time++) this.courier.offer(community, server, event)
    const { isEnabled, events } = community.longPoll
    const isPolled = isEnabled && events[event.type] === 1
    if (isPolled) for (let time = 0; time < times; time++) this.polls.add(community, event)
    if (servers.length === 0 && !isPolled) this.find(event).droppedAs = 'unheard'
  }

  /** Late, but one after the other. */
  #queue(community: Community, event: Event, ms: number): void {
    const before = this.#lines.get(community.id) ?? Promise.resolve()
    const due = this.#vk.clock.sleep(ms)
    const turn = before.then(() => due).then(() => this.#spread(community, event))
    this.#lines.set(community.id, turn)
  }

  #disfigure(event: Event): void {
    if (!event.type.startsWith('message_')) return
    const target = this.#targetOf(event)
    const message = textOf(event.object)
    if (!message) return
    if (this.#vk.faults.strike(['escaped'], target)) message.text = toEntities(message.text)
    if (!this.#vk.faults.strike(['cropped'], target)) return
    Object.assign(message, { is_cropped: true, attachments: [], fwd_messages: [] })
    message.text = message.text.slice(0, 20)
  }

  #lose(community: Community, event: Event): Event {
    this.find(event).droppedAs = 'lost'
    this.#vk.journal.write({
      at: event.at,
      platform: 'vk',
      direction: '←',
      level: 'warn',
      text: `${event.type} потеряно`,
      company: String(community.id),
      ...(event.peerId !== undefined && { person: String(event.peerId) }),
    })
    return event
  }

  #targetOf(event: Event) {
    return {
      companyId: String(event.communityId),
      ...(event.peerId !== undefined && { chatId: String(event.peerId) }),
    }
  }

  #enter(event: Event): Delivery {
    const { id, seq, type, at, peerId, cmid, communityId } = event
    const delivery = {
      ...{ eventId: id, seq, type, at, communityId, attempts: [] },
      ...(peerId !== undefined && { peerId }),
      ...(cmid !== undefined && { cmid }),
    }
    this.#deliveries.set(id, delivery)
    if (this.#deliveries.size > KEEP_DELIVERIES)
      this.#deliveries.delete(this.#deliveries.keys().next().value!)
    return delivery
  }
}

/** `message_new` wraps its message, the others are one. */
function textOf(object: unknown): { text: string } | undefined {
  const whole = object as { message?: unknown; text?: unknown }
  const message = (whole.message ?? whole) as { text?: unknown }
  return typeof message.text === 'string' ? (message as { text: string }) : undefined
}

const ENTITIES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }
const toEntities = (text: string) => text.replace(/[<>&"]/g, (sign) => ENTITIES[sign]!)
