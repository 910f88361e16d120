import type { Draft, Message } from '@otklik/protocol'

import { isRetryable } from '../../api/failure.ts'
import { Store } from '../../ui/store.ts'
import type { Feed } from '../feed/feed.ts'
import { dropDraft, listDrafts, saveDraft } from './api/drafts.ts'
import { fromServer, isBlank, newDraft, type OwnDraft, toSaved } from './own-draft.ts'

const savesAfterMs = 500
const triesAgainAfterMs = 5000

/**
 * What one operator has begun to write, the same on each of their devices: saved a moment after the
 * last key, the latest save wins. What the server has not heard of yet is kept in this browser.
 */
export class Drafts {
  readonly all = new Store<ReadonlyMap<string, OwnDraft>>(new Map())
  readonly #feed: Feed
  readonly #prefix: string
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #saving = new Set<string>()
  readonly #stops: (() => void)[] = []

  constructor(feed: Feed, operatorId: string) {
    this.#feed = feed
    this.#prefix = `otklik.draft.${operatorId}.`
  }

  start(): void {
    this.all.set(new Map(this.#unsaved()))
    for (const conversationId of this.all.get().keys()) this.#saveSoon(conversationId)
    let wasOnline = false
    const look = () => {
      const isOnline = this.#feed.link.get().status === 'online'
      if (isOnline && !wasOnline) void this.#load()
      wasOnline = isOnline
    }
    const saveNow = () => {
      for (const conversationId of this.#timers.keys()) void this.#save(conversationId)
    }
    window.addEventListener('pagehide', saveNow)
    this.#stops.push(
      this.#feed.link.subscribe(look),
      this.#feed.onMessages((messages) => this.#endWith(messages)),
      this.#feed.onDraft(({ conversationId, draft }) => {
        this.#learn(conversationId, draft ? fromServer(draft) : undefined)
      }),
      () => window.removeEventListener('pagehide', saveNow),
    )
    look()
  }

  stop(): void {
    for (const conversationId of this.#timers.keys()) void this.#save(conversationId)
    for (const stop of this.#stops) stop()
  }

  get(conversationId: string): OwnDraft | undefined {
    return this.all.get().get(conversationId)
  }

  change(conversationId: string, changes: Partial<OwnDraft>): void {
    const draft = { ...(this.get(conversationId) ?? newDraft()), ...changes, isSaved: false }
    this.#put(conversationId, draft)
    this.#remember(conversationId, draft)
    this.#saveSoon(conversationId)
  }

  /** It is sent under its name: whatever comes of it, it is a draft no longer. */
  end(conversationId: string): void {
    clearTimeout(this.#timers.get(conversationId))
    this.#timers.delete(conversationId)
    this.#put(conversationId, undefined)
    this.#remember(conversationId, undefined)
  }

  async #load(): Promise<void> {
    const drafts = await listDrafts().catch(() => undefined)
    if (!drafts) return
    const known = new Set(drafts.map(({ conversationId }) => conversationId))
    for (const draft of drafts) this.#learn(draft.conversationId, fromServer(draft))
    for (const [conversationId, draft] of this.all.get()) {
      if (!known.has(conversationId) && draft.isSaved && !isBlank(draft))
        this.#put(conversationId, undefined)
    }
  }

  /** From another device, or from before; what is written here right now is newer. */
  #learn(conversationId: string, draft: OwnDraft | undefined): void {
    const own = this.get(conversationId)
    if (own && !own.isSaved && !isBlank(own)) return
    if (this.#saving.has(conversationId)) return
    if (own?.version !== undefined && draft && (draft.version ?? 0) <= own.version) return
    this.#put(conversationId, draft)
  }

  /** The message it became is there, sent from here or from elsewhere. */
  #endWith(messages: readonly Message[]): void {
    for (const { conversationId, clientId } of messages) {
      if (clientId && this.get(conversationId)?.clientId === clientId) this.end(conversationId)
    }
  }

  #saveSoon(conversationId: string, ms = savesAfterMs): void {
    clearTimeout(this.#timers.get(conversationId))
    this.#timers.set(
      conversationId,
      setTimeout(() => void this.#save(conversationId), ms),
    )
  }

  /** One save at a time; what was typed meanwhile is saved after it. */
  async #save(conversationId: string): Promise<void> {
    clearTimeout(this.#timers.get(conversationId))
    this.#timers.delete(conversationId)
    if (this.#saving.has(conversationId)) return this.#saveSoon(conversationId)
    const draft = this.get(conversationId)
    if (!draft || draft.isSaved) return
    this.#saving.add(conversationId)
    try {
      const saved = isBlank(draft)
        ? await this.#drop(conversationId, draft)
        : versionOf(await saveDraft(conversationId, toSaved(draft)))
      // Sent meanwhile, and perhaps begun anew.
      const now = this.get(conversationId)
      if (now?.clientId !== draft.clientId) return
      const isSame = now === draft
      if (!saved && isSame) this.end(conversationId)
      else if (saved) {
        this.#put(conversationId, { ...now, ...saved, isSaved: isSame })
        if (isSame) this.#remember(conversationId, undefined)
      }
    } catch (failure) {
      if (isRetryable(failure)) this.#saveSoon(conversationId, triesAgainAfterMs)
    } finally {
      this.#saving.delete(conversationId)
    }
  }

  /** Emptied by hand. Whoever writes a note goes on in that mode. */
  async #drop(conversationId: string, draft: OwnDraft): Promise<{ version: undefined }> {
    if (draft.version !== undefined) await dropDraft(conversationId)
    return { version: undefined }
  }

  #put(conversationId: string, draft: OwnDraft | undefined): void {
    const all = new Map(this.all.get())
    if (draft) all.set(conversationId, draft)
    else if (!all.delete(conversationId)) return
    this.all.set(all)
  }

  #remember(conversationId: string, draft: OwnDraft | undefined): void {
    const key = this.#prefix + conversationId
    try {
      if (draft && !isBlank(draft)) localStorage.setItem(key, JSON.stringify(draft))
      else localStorage.removeItem(key)
    } catch {
      // A full storage costs the safety over a reload without a connection only.
    }
  }

  #unsaved(): [string, OwnDraft][] {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.#prefix))
      .flatMap((key) => {
        const draft = parsed(localStorage.getItem(key))
        return draft ? [[key.slice(this.#prefix.length), draft] as [string, OwnDraft]] : []
      })
  }
}

const versionOf = ({ draft }: { draft: Draft | null }) => draft && { version: draft.version }

function parsed(stored: string | null): OwnDraft | undefined {
  try {
    return stored
      ? { ...newDraft(), ...(JSON.parse(stored) as Partial<OwnDraft>), isSaved: false }
      : undefined
  } catch {
    return undefined
  }
}
