import { v7 as newId } from 'uuid'

import type { OpenChannel } from '../connections/index.ts'
import type { Audience } from '../realtime/index.ts'
import {
  type Conversation,
  concernsOf,
  type Effect,
  type MessageState,
  type Refusal,
  type Rules,
  step,
  wakeAt,
} from '../rules/index.ts'
import type { AccountRules } from '../settings/index.ts'
import { channelFacts } from './channel-facts.ts'
import { toRow } from './conversation-row.ts'
import { eventsOf } from './events-of.ts'
import { isOver } from './is-over.ts'
import { keepVisit } from './keep-visit.ts'
import { type Known, toKnown } from './known.ts'
import { bare, type Loaded } from './load.ts'
import { amendmentParts, messageParts } from './parts.ts'
import { ratingRow } from './rating-row.ts'
import type { Happening, Outcome, Request } from './request.ts'
import { slaRow } from './sla-row.ts'
import { isoOrNull, toStoredMessage } from './stored.ts'
import { takeAlong } from './take-along.ts'
import { viewConversation, viewMessage } from './view.ts'
import { type ConversationRow, emptyMember, type Member } from './writes.ts'

/** What came of one request of several, before the others are stepped too. */
export type Told =
  | { result: 'done'; messageIds: string[] }
  | { result: 'duplicate'; messageId?: string }
  | { result: 'refused'; refusal: Refusal }

export interface Surroundings {
  now: Date
  channel: OpenChannel
  account: AccountRules
}

/**
 * Several requests of one conversation, stepped in their order over one loaded state, written as
 * one member. A duplicate or a refusal among them leaves the others alone.
 */
export class Fold {
  readonly #loaded: Loaded
  readonly #around: Surroundings
  readonly #member: Omit<Member, 'k'>
  readonly #messages: Map<string, MessageState>
  readonly #added = new Map<string, MessageState>()
  readonly #changed = new Map<string, MessageState>()
  readonly #contact: Known
  #conversation: Conversation | undefined
  #isTouched = false

  constructor(loaded: Loaded, around: Surroundings) {
    this.#loaded = loaded
    this.#around = around
    this.#conversation = loaded.conversation && bare(loaded.conversation)
    this.#messages = new Map(loaded.messages)
    this.#contact = toKnown(loaded)
    this.#member = emptyMember()
  }

  /** Steps one more request. What came of it can be shown once all of them have been stepped. */
  add(request: Request, loaded: Loaded): Told {
    for (const [id, message] of loaded.messages) {
      if (!this.#messages.has(id)) this.#messages.set(id, message)
    }
    const known = this.#knownAs(request, loaded)
    if (known) return known
    const happening =
      typeof request.what === 'function'
        ? request.what(this.#knowing(request, loaded))
        : request.what
    if (!happening) return { result: 'done', messageIds: [] }
    const { trigger, settled, externals = [] } = happening
    if (settled && isOver(settled, loaded.part, this.#member.settled)) {
      return this.#settleOnly({ externals, settled: { ...settled, isOver: true } })
    }
    if (!trigger) return this.#settleOnly(happening)
    this.#meet(happening)
    const before = this.#conversation
    const { conversation, effects, refusal } = step(before, trigger, {
      now: this.#around.now.getTime(),
      newConversationId: newId(),
      ...(loaded.previous && { previous: loaded.previous }),
      ...this.#rules(),
      contact: this.#contact,
      channel: channelFacts(this.#around.channel, this.#loaded),
      messages: this.#messages,
      isLeaving: (id) => loaded.leaving.has(id),
    })
    if (refusal) return { result: 'refused', refusal }
    // One row is written: what was kept with spam is written first, and this is tried again alone.
    const isOther = before !== undefined && conversation?.id !== before.id
    if (isOther && this.#isTouched) throw new Error('two conversations in one fold')
    this.#conversation = conversation
    const messageIds = effects.flatMap((effect) => this.#carry(effect, loaded))
    this.#takeAlong(happening)
    if (conversation !== before || effects.length > 0) this.#isTouched = true
    else if (conversation && this.#isLate(conversation)) this.#isTouched = true
    return { result: 'done', messageIds: [...new Set(messageIds)] }
  }

  /** What a request came to, with everything that was folded: one version, one content. */
  outcomeOf(told: Told): Outcome {
    if (told.result === 'refused') return told
    if (told.result === 'duplicate') {
      const message = told.messageId ? this.#messages.get(told.messageId) : undefined
      return { result: 'duplicate', ...(message && { message: viewMessage(message) }) }
    }
    return {
      result: 'done',
      ...(this.#conversation && { conversation: this.#view(this.#conversation) }),
      messages: told.messageIds.map((id) => viewMessage(this.#messages.get(id)!)),
    }
  }

  /** What has to be written, or nothing. */
  toMember(k: number): Member | undefined {
    const conversation = this.#conversation
    const { settled, parts } = this.#member
    if (!this.#isTouched && settled.length === 0 && parts.length === 0) {
      return this.#member.newAddress || this.#member.address ? { k, ...this.#member } : undefined
    }
    const messages = [...this.#added.values()]
    const changes = [...this.#changed.values()]
    return {
      k,
      ...this.#member,
      ...(conversation && this.#isTouched && { conversation: this.#row(conversation) }),
      messages: messages.map(toStoredMessage),
      changes: changes.map(toStoredMessage),
      events:
        conversation && this.#isTouched
          ? eventsOf([...messages, ...changes], this.#audience(), this.#view(conversation))
          : [],
    }
  }

  /** Whoever it concerned before has to hear that it is gone. */
  #audience(): Audience {
    const before = this.#loaded.conversation?.concerns
    const now = this.#concerns
    return before && !areSame(before, now) ? { now, before } : { now }
  }

  #knownAs(request: Request, loaded: Loaded): Told | undefined {
    if (loaded.byClient) {
      if (!this.#messages.has(loaded.byClient.id)) {
        this.#messages.set(loaded.byClient.id, loaded.byClient)
      }
      return { result: 'duplicate', messageId: loaded.byClient.id }
    }
    const clientId = request.target.clientId
    const sameClient = clientId && [...this.#added.values()].find((m) => m.clientId === clientId)
    if (sameClient) return { result: 'duplicate', messageId: sameClient.id }
    const isKnown = request.target.externalIds?.some(
      (id) => loaded.known[id] || this.#member.externals.some((known) => known.externalId === id),
    )
    return isKnown ? { result: 'duplicate' } : undefined
  }

  /** What was loaded, and what requests before this one have brought since. */
  #knowing(request: Request, loaded: Loaded): Loaded {
    const { target } = request.target
    if (loaded.targetMessageId || !target) return loaded
    const mine = this.#member.externals.find((external) => external.externalId === target)
    if (!mine) return loaded
    return { ...loaded, targetMessageId: mine.messageId, messages: this.#messages }
  }

  /** Nothing to decide, but the part's row has to say how it ended. */
  #settleOnly(happening: Happening): Told {
    this.#takeAlong(happening)
    return { result: 'done', messageIds: [] }
  }

  /** A stranger becomes an address and a contact; a new name is remembered. */
  #meet({ sender }: Happening): void {
    if (!sender) return
    const { channelId, address, contact } = this.#loaded
    if (!contact && !this.#member.newAddress) {
      // Whoever hides their name is called by their address.
      const name = sender.name || address
      this.#contact.name = name
      this.#member.newAddress = { channelId, address, contactId: this.#contact.id, ...sender, name }
      return
    }
    this.#learnName(sender.name)
    const name = sender.name || (contact?.name ?? address)
    const isSame =
      contact?.name === name &&
      JSON.stringify(sortedEntries(contact.profile)) ===
        JSON.stringify(sortedEntries(sender.profile))
    if (contact && !isSame) {
      this.#member.address = {
        ...this.#member.address,
        channelId,
        address,
        name,
        profile: { ...contact.profile, ...sender.profile },
      }
    }
  }

  /** Whoever was called by what they are reached by, has a name as soon as it is told. */
  #learnName(name: string): void {
    const { address, contact } = this.#loaded
    const isNameless = [address, contact?.profile.phone].includes(this.#contact.name)
    if (!contact || !isNameless || !name || name === this.#contact.name) return
    this.#contact.name = name
    this.#contact.version++
    this.#member.contact = { id: this.#contact.id, name }
    this.#isTouched = true
  }

  #takeAlong(happening: Happening): void {
    takeAlong(this.#member, happening, {
      ...this.#place(),
      conversationId: this.#conversation?.id ?? '',
      around: this.#around,
      messages: this.#messages,
    })
  }

  #carry(effect: Effect, loaded: Loaded): string[] {
    const { channelId, address } = this.#loaded
    switch (effect.type) {
      case 'add-message':
        this.#keep(effect.message, this.#added)
        return [effect.message.id]
      case 'change-message':
        this.#keep(effect.message, this.#added.has(effect.message.id) ? this.#added : this.#changed)
        return [effect.message.id]
      case 'send': {
        const replyTo = effect.message.content.replyTo?.messageId
        const quoted = replyTo && loaded.externalIds[replyTo]?.[0]
        const parts = messageParts(effect.message, this.#place(), this.#around, {
          replyTo: quoted,
          replyUntil: this.#conversation?.replyUntil,
        })
        const delivery = { total: parts.length, sent: 0, unknown: 0 }
        this.#keep({ ...effect.message, delivery }, this.#added)
        this.#member.parts.push(...parts)
        return [effect.message.id]
      }
      case 'amend': {
        const ids = loaded.externalIds[effect.message.id] ?? []
        const parts = amendmentParts(effect, ids, this.#place(), this.#around)
        this.#member.parts.push(...parts)
        return []
      }
      case 'send-again':
        this.#member.sendAgain.push(effect.messageId)
        return []
      case 'withdraw':
        this.#member.withdraw.push(effect.messageId)
        return []
      case 'block-address':
      case 'unblock-address': {
        const blocking = effect.type === 'block-address' ? 'block' : 'unblock'
        this.#contact.isBlocking = blocking === 'block'
        this.#member.address = { ...this.#member.address, channelId, address, blocking }
        return []
      }
      case 'mark-as-spam':
      case 'unmark-as-spam': {
        const spam = effect.type === 'mark-as-spam' ? 'mark' : 'unmark'
        this.#contact.isSpam = spam === 'mark'
        this.#member.address = { ...this.#member.address, channelId, address, spam }
        return []
      }
      case 'keep-decision': {
        const { messageId, decision } = effect
        const conversationId = this.#conversation?.id ?? ''
        this.#member.decisions.push({ messageId, conversationId, decision })
        return []
      }
      case 'ask-bot': {
        const { botId, turn, inputs } = effect
        const conversationId = this.#conversation?.id ?? ''
        this.#member.turns.push({ conversationId, botId, turn, inputs })
        return []
      }
      case 'count-bot-failure': {
        const { botId, reason } = effect
        this.#member.tasks.push({ id: newId(), kind: 'bot-failure', payload: { botId, reason } })
        return []
      }
      case 'keep-rating':
        if (this.#conversation) {
          const of = { channelId, contact: this.#contact }
          this.#member.ratings.push(ratingRow(this.#conversation, of))
        }
        return []
      case 'keep-sla':
        if (this.#conversation) {
          const at = { conversationId: this.#conversation.id, channelId }
          this.#member.sla.push(slaRow(effect, at))
        }
        return []
      case 'tie-visit':
      case 'suggest-visit':
      case 'decide-visit': {
        const of = { id: this.#conversation?.id ?? '', contactId: this.#contact.id }
        keepVisit(this.#member, effect, of)
        return []
      }
      case 'wake-routing':
        this.#member.wakeUps.push(effect.reason)
        return []
    }
  }

  /** Settings have changed since its deadline, or whom it concerns, was written. */
  #isLate(conversation: Conversation): boolean {
    const stored = this.#stored()
    if (!stored) return false
    const deadline = wakeAt(conversation, this.#rules())
    return deadline !== (stored.wakeAt ?? undefined) || !areSame(this.#concerns, stored.concerns)
  }

  get #concerns(): string[] {
    return this.#conversation ? concernsOf(this.#conversation, this.#rules().rules) : []
  }

  #rules(): Rules {
    const { account } = this.#around
    return { rules: account.channel(this.#loaded.channelId), settings: account.settings }
  }

  #keep(message: MessageState, where: Map<string, MessageState>): void {
    where.set(message.id, message)
    this.#messages.set(message.id, message)
  }

  #place() {
    const { channelId, thread } = this.#loaded
    return { channelId, thread }
  }

  /** As it will be stored: what changed nothing has the version it had. */
  #version(): number {
    return (this.#stored()?.version ?? 0) + (this.#isTouched ? 1 : 0)
  }

  #view(conversation: Conversation) {
    return viewConversation(conversation, {
      version: this.#version(),
      number: this.#stored()?.number ?? 0,
      channelId: this.#loaded.channelId,
      contact: this.#contact,
      isContactBlocking: this.#contact.isBlocking,
      weight: this.#around.account.channel(this.#loaded.channelId).weight,
    })
  }

  #row(conversation: Conversation): ConversationRow {
    const { channelId, thread, address } = this.#loaded
    const { version } = this.#stored() ?? { version: 0 }
    return toRow(conversation, {
      ...{ channelId, thread, address, contactId: this.#contact.id },
      isNew: version === 0,
      version,
      isVip: this.#contact.isVip,
      concerns: this.#concerns,
      wakeAt: isoOrNull(wakeAt(conversation, this.#rules())),
    })
  }

  /** Its row of before; a conversation that this opens has none, whatever was loaded. */
  #stored() {
    const { conversation } = this.#loaded
    return conversation?.id === this.#conversation?.id ? conversation : undefined
  }
}

const areSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((id) => others.includes(id))

const sortedEntries = (record: Record<string, string>) => Object.entries(record).sort()
