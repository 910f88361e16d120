import type { Conversation, Hint, Message, Operator, ServerFrame } from '@otklik/protocol'

import { isRetryable } from '../../api/failure.ts'
import { Store } from '../../ui/store.ts'
import { getConversation } from './api/get-conversation.ts'
import { getMessages } from './api/get-messages.ts'
import { getSnapshot } from './api/get-snapshot.ts'
import { backoffMs } from './backoff.ts'
import { FeedConnection } from './connection.ts'
import { type Hints, noHints, withHint, withoutExpired, withoutTyping } from './hints.ts'
import { withMentionsSeen } from './mentions.ts'
import { requestedList, withEarlierPage, withLatestPage } from './message-list.ts'
import { serverClock } from './server-clock.ts'
import {
  type FeedState,
  nothingKnown,
  withConversations,
  withFewerClosed,
  withFewerLists,
  withFrame,
  withList,
  withMessages,
  withOperator,
  withSnapshot,
} from './state.ts'

export interface Link {
  readonly status: 'connecting' | 'online' | 'catching-up' | 'offline'
  /** When the server was last heard, by this browser's clock. */
  readonly heardAt: number | undefined
  /** Events that came since the connection returned. */
  readonly caughtUp: number
  /** Why nothing could be loaded at all. */
  readonly failure?: unknown
}

type DraftHint = Extract<Hint, { kind: 'draft' }>

/** The bar about catching up stays readable, even when there was little to catch up with. */
const catchingUpLastsMs = 1500

const mostLists = 40
/** Of those nobody looks at; older ones are asked for when they are wanted. */
const mostClosed = 500
const tidiesEveryMs = 60_000

/** The live state of the workplace: a snapshot, and the feed that continues it. */
export class Feed {
  readonly state: Store<FeedState>
  readonly hints = new Store<Hints>(noHints)
  readonly link = new Store<Link>({ status: 'connecting', heardAt: undefined, caughtUp: 0 })
  readonly #askSession: () => void
  readonly #connection: FeedConnection
  readonly #messageListeners = new Set<(messages: readonly Message[]) => void>()
  readonly #draftListeners = new Set<(hint: DraftHint) => void>()
  #expiry: ReturnType<typeof setInterval> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  /** Until the bar says that all is caught up; a connection that is lost before never was. */
  #saying: ReturnType<typeof setTimeout> | undefined
  #openedAt = 0
  /** Something came through the socket of now. */
  #isHeard = false
  #wasEverOnline = false
  #loading: Promise<void> | undefined
  #viewing: string | null = null
  #tidying: ReturnType<typeof setInterval> | undefined
  /** Lists of closed conversations on the screen: what they show stays. */
  #closedLists = 0

  /** `askSession` finds out whether somebody is still signed in, and acts when not. */
  constructor(me: string, askSession: () => void) {
    this.state = new Store({ ...nothingKnown, me })
    this.#askSession = askSession
    this.#connection = new FeedConnection({
      since: () => this.state.get(),
      onOpen: () => this.#onOpen(),
      onFrame: (frame) => this.#onFrame(frame),
      onLost: (wasOpen) => this.#onLost(wasOpen),
    })
  }

  start(): void {
    this.#expiry = setInterval(() => {
      this.hints.set(withoutExpired(this.hints.get(), Date.now()))
    }, 1000)
    this.#tidying = setInterval(() => this.#tidy(), tidiesEveryMs)
    void this.reload()
  }

  stop(): void {
    clearInterval(this.#expiry)
    clearInterval(this.#tidying)
    clearTimeout(this.#retry)
    clearTimeout(this.#saying)
    this.#connection.stop()
  }

  /** Loads the whole state anew and continues from it. */
  reload(failedTries = 0): Promise<void> {
    clearTimeout(this.#retry)
    clearTimeout(this.#saying)
    this.#loading ??= this.#load(failedTries).finally(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  /** What is being loaded was asked for with other words: it is waited for, and asked for anew. */
  async renew(): Promise<void> {
    await this.#loading
    await this.reload()
  }

  connectNow(): void {
    if (this.state.get().isLoaded) this.#connection.connectNow()
    else void this.reload()
  }

  /** A request failed for want of connection: the socket may not have noticed yet. */
  doubt(): void {
    this.#connection.probe()
  }

  /** What an answer of the API brought; the feed brings the same, and the newer one wins. */
  learnConversation(conversation: Conversation): void {
    this.learnConversations([conversation])
  }

  learnConversations(conversations: readonly Conversation[]): void {
    this.state.set(withConversations(this.state.get(), conversations))
  }

  learnOperator(operator: Operator): void {
    this.state.set(withOperator(this.state.get(), operator))
  }

  /** The notes of this conversation that call the reader have been seen. */
  learnMentionsSeen(conversationId: string): void {
    this.state.set(withMentionsSeen(this.state.get(), conversationId))
  }

  learnMessage(message: Message): void {
    this.state.set(withMessages(this.state.get(), [message]))
    this.#tell([message])
  }

  /** Called with every message the feed brings, opened or not. */
  onMessages(listener: (messages: readonly Message[]) => void): () => void {
    this.#messageListeners.add(listener)
    return () => this.#messageListeners.delete(listener)
  }

  /** Called when a draft of one's own was saved, or thrown away, on any device. */
  onDraft(listener: (hint: DraftHint) => void): () => void {
    this.#draftListeners.add(listener)
    return () => this.#draftListeners.delete(listener)
  }

  /** Until the answer is called, no closed conversation is forgotten. */
  keepClosed(): () => void {
    this.#closedLists += 1
    return () => {
      this.#closedLists -= 1
    }
  }

  async findConversation(conversationId: string): Promise<void> {
    if (this.state.get().conversations.has(conversationId)) return
    this.learnConversation(await getConversation(conversationId))
  }

  async loadMessages(conversationId: string): Promise<void> {
    const known = this.state.get()
    if (!known.messages.has(conversationId)) {
      this.state.set(withList(known, conversationId, requestedList))
    }
    const page = await getMessages(conversationId)
    const list = this.state.get().messages.get(conversationId) ?? requestedList
    const loaded = withList(this.state.get(), conversationId, withLatestPage(list, page))
    this.state.set(withFewerLists(loaded, mostLists))
    this.#tell(page.messages)
  }

  async loadEarlier(conversationId: string): Promise<void> {
    const before = this.state.get().messages.get(conversationId)?.messages[0]?.seq
    if (before === undefined) return
    const page = await getMessages(conversationId, before)
    const list = this.state.get().messages.get(conversationId)
    if (!list) return
    this.state.set(withList(this.state.get(), conversationId, withEarlierPage(list, page)))
  }

  view(conversationId: string | null): void {
    this.#viewing = conversationId
    this.#connection.send({ type: 'viewing', conversationId })
  }

  typing(conversationId: string): void {
    this.#connection.send({ type: 'typing', conversationId })
  }

  async #load(failedTries: number): Promise<void> {
    try {
      const snapshot = await getSnapshot()
      serverClock.learn(Date.parse(snapshot.serverTime))
      this.state.set(withSnapshot(this.state.get(), snapshot))
      this.#heard()
      this.#connection.restart()
    } catch (failure) {
      this.link.set({ ...this.link.get(), status: 'offline', failure })
      if (!isRetryable(failure)) return
      const wait = backoffMs(failedTries, Math.random())
      this.#retry = setTimeout(() => void this.reload(failedTries + 1), wait)
    }
  }

  #tidy(): void {
    if (this.#closedLists > 0) return
    const state = this.state.get()
    const fewer = withFewerClosed(state, mostClosed, this.#viewing)
    if (fewer !== state) this.state.set(fewer)
  }

  #onOpen(): void {
    // A line that takes what we say may bring nothing: it is there when something was heard.
    this.#isHeard = false
    if (this.#viewing) this.view(this.#viewing)
  }

  #onFirstFrame(): void {
    clearTimeout(this.#saying)
    this.#isHeard = true
    this.#openedAt = Date.now()
    const status = this.#wasEverOnline ? 'catching-up' : 'connecting'
    this.link.set({ status, heardAt: this.#heardAt(), caughtUp: 0 })
  }

  #onFrame(frame: ServerFrame): void {
    if (!this.#isHeard) this.#onFirstFrame()
    this.#heard()
    switch (frame.type) {
      case 'events':
        this.#onEvents(frame)
        break
      case 'hint':
        this.hints.set(withHint(this.hints.get(), frame.hint, Date.now()))
        if (frame.hint.kind === 'draft') {
          for (const listener of this.#draftListeners) listener(frame.hint)
        }
        break
      case 'pong':
        serverClock.learn(Date.parse(frame.serverTime))
        this.#onCaughtUp()
        break
      case 'resync':
        this.#onResync(frame.reason)
        break
    }
  }

  #onEvents(frame: Extract<ServerFrame, { type: 'events' }>): void {
    const next = withFrame(this.state.get(), frame)
    if (next === 'hole') {
      void this.reload()
      return
    }
    this.state.set(next)
    const link = this.link.get()
    if (link.status === 'catching-up') {
      this.link.set({ ...link, caughtUp: link.caughtUp + frame.events.length })
    }
    const messages = frame.events.flatMap((event) =>
      event.kind === 'message' ? [event.payload] : [],
    )
    for (const { author, conversationId } of messages) {
      if (author.type === 'contact') this.hints.set(withoutTyping(this.hints.get(), conversationId))
    }
    if (frame.events.some(({ kind }) => kind === 'modules')) this.#askSession()
    this.#tell(messages)
  }

  /** The answer to a question asked at opening: all that was missed has been sent before it. */
  #onCaughtUp(): void {
    const link = this.link.get()
    if (link.status === 'online') return
    const shown = link.caughtUp > 0 ? catchingUpLastsMs - (Date.now() - this.#openedAt) : 0
    clearTimeout(this.#saying)
    this.#saying = setTimeout(
      () => {
        this.#wasEverOnline = true
        this.link.set({ status: 'online', heardAt: this.#heardAt(), caughtUp: 0 })
      },
      Math.max(0, shown),
    )
  }

  #onResync(reason: string): void {
    // A changed role or an ended session: the gate asks who is signed in and acts upon it.
    if (reason === 'signed-out' || reason === 'access-changed') this.#askSession()
    if (reason !== 'signed-out') void this.reload()
  }

  #onLost(wasOpen: boolean): void {
    clearTimeout(this.#saying)
    this.hints.set(noHints)
    this.link.set({ status: 'offline', heardAt: this.#heardAt(), caughtUp: 0 })
    // A socket that is refused says nothing about the reason; a request does.
    if (!wasOpen && navigator.onLine) this.#askSession()
  }

  #heard(): void {
    const link = this.link.get()
    const now = Date.now()
    // Only the minute is shown, so a busy feed need not redraw the bar for every frame.
    if (link.heardAt === undefined || now - link.heardAt > 1000) {
      this.link.set({ ...link, heardAt: now })
    }
  }

  #heardAt(): number | undefined {
    return this.link.get().heardAt
  }

  #tell(messages: readonly Message[]): void {
    if (messages.length === 0) return
    for (const listener of this.#messageListeners) listener(messages)
  }
}
