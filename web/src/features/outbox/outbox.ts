import type { FileView, Message, OfferedButtons } from '@otklik/protocol'

import { ApiFailure, isRetryable } from '../../api/failure.ts'
import { Store } from '../../ui/store.ts'
import { currentWords } from '../../words/language.ts'
import type { Feed } from '../feed/feed.ts'
import { serverClock } from '../feed/server-clock.ts'
import type { Upload } from '../files/upload.ts'
import { postMessage } from './api/post-message.ts'
import { type OutboxFile, type OutboxItem, OutboxStorage } from './outbox-storage.ts'

export interface Draft {
  /** Its name from before, where it was kept as a draft. */
  clientId?: string | undefined
  conversationId: string
  kind: 'message' | 'note'
  text: string
  replyTo?: NonNullable<Message['replyTo']> | undefined
  buttons?: OfferedButtons | undefined
  /** Whom a note calls. */
  mentions?: OutboxItem['mentions'] | undefined
  format?: OutboxItem['format']
  /** With us already: of a quick reply, or from another device. */
  files?: readonly FileView[]
  uploads: readonly Upload[]
}

const waitMs = [1000, 2000, 5000, 10_000, 20_000]

/**
 * Between the composer and the server. A message is kept in this browser until the server has it,
 * leaves in the order of its conversation, and is never doubled: the server knows its `clientId`.
 */
export class Outbox {
  readonly items = new Store<readonly OutboxItem[]>([])
  readonly #feed: Feed
  readonly #storage: OutboxStorage
  readonly #uploads = new Map<string, Upload>()
  readonly #busy = new Set<string>()
  readonly #wakers = new Set<() => void>()
  readonly #awaiting = new Map<string, ((hasLeft: boolean) => void)[]>()
  /** What else is under way, by conversation: whether each of it has left. */
  readonly #others = new Map<string, Set<Promise<boolean>>>()
  readonly #stops: (() => void)[] = []
  #isStopped = false

  constructor(feed: Feed, operatorId: string) {
    this.#feed = feed
    this.#storage = new OutboxStorage(operatorId)
  }

  start(): void {
    this.items.set(this.#storage.all())
    this.#stops.push(
      this.#feed.onMessages((messages) => this.#confirm(messages)),
      this.#feed.link.subscribe(() => {
        if (this.#feed.link.get().status === 'online') this.#wake()
      }),
    )
    window.addEventListener('beforeunload', this.#warnAboutFiles)
    for (const { conversationId } of this.items.get()) void this.#drain(conversationId)
  }

  stop(): void {
    this.#isStopped = true
    window.removeEventListener('beforeunload', this.#warnAboutFiles)
    for (const stop of this.#stops) stop()
    for (const conversationId of [...this.#awaiting.keys()]) this.#tell(conversationId, false)
    this.#wake()
  }

  send(draft: Draft): void {
    const item: OutboxItem = {
      clientId: draft.clientId ?? crypto.randomUUID(),
      conversationId: draft.conversationId,
      kind: draft.kind,
      text: draft.text,
      files: [...(draft.files ?? []).map(keptFile), ...draft.uploads.map(toOutboxFile)],
      ...(draft.format?.length ? { format: draft.format } : {}),
      ...(draft.replyTo ? { replyTo: draft.replyTo } : {}),
      ...(draft.buttons ? { buttons: draft.buttons } : {}),
      ...(draft.mentions?.length ? { mentions: draft.mentions } : {}),
      at: new Date(serverClock.now()).toISOString(),
    }
    for (const upload of draft.uploads) this.#uploads.set(upload.localId, upload)
    this.#put(item)
    void this.#drain(item.conversationId)
  }

  uploadOf(localId: string): Upload | undefined {
    return this.#uploads.get(localId)
  }

  /**
   * True once the server has everything that is leaving in the conversation; false as soon as
   * something of it is refused or withdrawn. What was refused before is not waited for.
   */
  async hasLeft(conversationId: string): Promise<boolean> {
    const others = this.#others.get(conversationId) ?? []
    const have = await Promise.all([this.#haveLeft(conversationId), ...others])
    return have.every(Boolean)
  }

  /** A change of what was sent is waited for like a message; the answer is that of `leaving`. */
  async accompany<Answer>(conversationId: string, leaving: Promise<Answer>): Promise<Answer> {
    const others = this.#others.get(conversationId) ?? new Set()
    this.#others.set(conversationId, others)
    const hasLeft = leaving.then(
      () => true,
      () => false,
    )
    others.add(hasLeft)
    try {
      return await leaving
    } finally {
      others.delete(hasLeft)
      if (others.size === 0) this.#others.delete(conversationId)
    }
  }

  #haveLeft(conversationId: string): Promise<boolean> {
    if (!this.#next(conversationId)) return Promise.resolve(true)
    return new Promise((resolve) => {
      this.#awaiting.set(conversationId, [...(this.#awaiting.get(conversationId) ?? []), resolve])
    })
  }

  sendAgain(clientId: string): void {
    const item = this.#find(clientId)
    if (!item) return
    const { failure: _, isTaken: __, ...rest } = item
    for (const { localId } of item.files) this.#uploads.get(localId)?.again()
    this.#put(rest)
    void this.#drain(item.conversationId)
  }

  /** What may not reach the customer is kept for colleagues. */
  makeNote(clientId: string): void {
    const item = this.#find(clientId)
    if (!item) return
    const { replyTo: _, buttons: __, format: ___, ...rest } = item
    this.#put({ ...rest, kind: 'note' })
    this.sendAgain(clientId)
  }

  withdraw(clientId: string): void {
    const item = this.#find(clientId)
    for (const { localId } of item?.files ?? []) this.#uploads.get(localId)?.cancel()
    this.#remove(clientId)
    if (item && !item.failure) this.#tell(item.conversationId, false)
  }

  /** Sends what waits in one conversation, one after another. */
  async #drain(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId)) return
    this.#busy.add(conversationId)
    let failedTries = 0
    try {
      for (let item = this.#next(conversationId); item; item = this.#next(conversationId)) {
        const isDone = await this.#try(item)
        failedTries = isDone ? 0 : failedTries + 1
        if (!isDone) await this.#pause(waitMs[Math.min(failedTries, waitMs.length) - 1] ?? 1000)
        if (this.#isStopped) return
      }
    } finally {
      this.#busy.delete(conversationId)
    }
  }

  /** False when it should be tried again later. */
  async #try(item: OutboxItem): Promise<boolean> {
    const ready = await this.#withFiles(item)
    // It may have been withdrawn, or refused for a file, while the files were uploaded.
    if (!ready || ready.failure || !this.#find(item.clientId)) return true
    try {
      const message = await postMessage(item.conversationId, {
        clientId: ready.clientId,
        kind: ready.kind,
        text: ready.text,
        fileIds: ready.files.flatMap(({ view }) => (view ? [view.id] : [])),
        ...(ready.replyTo?.messageId ? { replyToId: ready.replyTo.messageId } : {}),
        ...(ready.buttons ? { buttons: ready.buttons } : {}),
        ...(ready.mentions ? { mentions: ready.mentions } : {}),
        ...(ready.format ? { format: [...ready.format] } : {}),
      })
      this.#feed.learnMessage(message)
      this.#accept(item)
      return true
    } catch (failure) {
      if (isRetryable(failure)) {
        this.#feed.doubt()
        return false
      }
      // The session ended: it leaves after the next sign-in, from storage.
      if (failure instanceof ApiFailure && failure.code === 'signed-out') return false
      // The feed may have brought it meanwhile: then the refusal is of a repetition.
      if (this.#find(item.clientId)) {
        this.#put({
          ...ready,
          failure: sentenceOf(failure),
          ...(isTaken(failure) ? { isTaken: true } : {}),
        })
      }
      return true
    }
  }

  async #withFiles(item: OutboxItem): Promise<OutboxItem | undefined> {
    const files: OutboxFile[] = []
    for (const file of item.files) {
      const view = file.view ?? (await this.#uploads.get(file.localId)?.settled())?.view
      if (!view) {
        if (this.#find(item.clientId))
          this.#put({ ...item, failure: currentWords().transcript.fileLost })
        return undefined
      }
      files.push({ ...file, view })
    }
    if (files.length === 0) return item
    const ready = { ...item, files }
    if (this.#find(item.clientId)) this.#put(ready)
    return ready
  }

  #next(conversationId: string): OutboxItem | undefined {
    return this.items
      .get()
      .find((item) => item.conversationId === conversationId && item.failure === undefined)
  }

  #find(clientId: string): OutboxItem | undefined {
    return this.items.get().find((item) => item.clientId === clientId)
  }

  #put(item: OutboxItem): void {
    this.#storage.put(item)
    const items = this.items.get()
    const isKnown = items.some(({ clientId }) => clientId === item.clientId)
    this.items.set(
      isKnown
        ? items.map((each) => (each.clientId === item.clientId ? item : each))
        : [...items, item],
    )
    if (item.failure !== undefined) this.#tell(item.conversationId, false)
  }

  #accept({ clientId, conversationId }: OutboxItem): void {
    this.#remove(clientId)
    if (!this.#next(conversationId)) this.#tell(conversationId, true)
  }

  #tell(conversationId: string, hasLeft: boolean): void {
    const awaiting = this.#awaiting.get(conversationId) ?? []
    this.#awaiting.delete(conversationId)
    for (const resolve of awaiting) resolve(hasLeft)
  }

  #remove(clientId: string): void {
    this.#storage.remove(clientId)
    this.items.set(this.items.get().filter((item) => item.clientId !== clientId))
  }

  /** The feed may be quicker than the answer, or bring what an unanswered request did after all. */
  #confirm(messages: readonly Message[]): void {
    for (const { clientId } of messages) {
      const item = clientId ? this.#find(clientId) : undefined
      if (item) this.#accept(item)
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#wakers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#wakers.add(wake)
    })
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake()
  }

  /** A file that is still in this page alone would be lost with it; texts would not. */
  #warnAboutFiles = (event: BeforeUnloadEvent): void => {
    const isLosing = this.items
      .get()
      .some(({ files, failure }) => !failure && files.some(({ view }) => !view))
    if (isLosing) event.preventDefault()
  }
}

function keptFile(view: FileView): OutboxFile {
  const { id: localId, name, bytes = 0, mime: type = '' } = view
  return { localId, name, bytes, type, view }
}

function toOutboxFile(upload: Upload): OutboxFile {
  const { view } = upload.state.get()
  return {
    localId: upload.localId,
    name: upload.file.name,
    bytes: upload.file.size,
    type: upload.file.type,
    ...(view ? { view } : {}),
  }
}

function isTaken(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === 'already-taken'
}

function sentenceOf(failure: unknown): string {
  if (failure instanceof ApiFailure) return failure.message
  return currentWords().failures.unavailable
}
