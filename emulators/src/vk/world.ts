import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Shelf } from '../shelf.ts'
import {
  type App,
  type Comment,
  type Community,
  type Dialog,
  dialogKey,
  type Message,
  type Place,
  type PlaceKind,
  type Token,
  type User,
} from './model.ts'

/** A dialog without what is kept apart or not kept at all. */
type StoredDialog = Omit<Dialog, 'messages' | 'typing' | 'notice'>

/** Who and what exists; the only place that writes it down. */
export class World {
  readonly clock: Clock
  readonly users = new Map<number, User>()
  readonly communities = new Map<number, Community>()
  readonly tokens = new Map<string, Token>()
  readonly apps = new Map<number, App>()
  readonly places = new Map<string, Place>()
  readonly comments = new Map<string, Comment>()
  /** Uploaded pictures and files, by `photo-225000001_457239001`. */
  readonly media = new Map<string, Record<string, unknown>>()
  readonly #dialogs = new Map<string, Dialog>()
  readonly #shelf: Shelf

  constructor(shelf: Shelf, clock: Clock) {
    this.#shelf = shelf
    this.clock = clock
  }

  load(): void {
    const read = <T>(kind: string, into: (key: string, value: T) => void) => {
      for (const [key, value] of this.#shelf.entries(kind)) into(key, value as T)
    }
    read<User>('vk-user', (_, user) => this.users.set(user.id, user))
    read<Community>('vk-community', (_, one) => this.communities.set(one.id, one))
    read<Token>('vk-token', (_, token) => this.tokens.set(token.value, token))
    read<App>('vk-app', (_, app) => this.apps.set(app.id, app))
    read<Place>('vk-place', (key, place) => this.places.set(key, place))
    read<Comment>('vk-comment', (key, comment) => this.comments.set(key, comment))
    read<Record<string, unknown>>('vk-media', (key, media) => this.media.set(key, media))
    read<StoredDialog>('vk-dialog', (key, dialog) =>
      this.#dialogs.set(key, { ...dialog, messages: new Map() }),
    )
    read<Message>('vk-message', (key, message) =>
      this.#dialogs.get(key.slice(0, key.lastIndexOf(':')))?.messages.set(message.cmid, message),
    )
  }

  clear(): void {
    for (const map of [this.users, this.communities, this.tokens, this.apps]) map.clear()
    for (const map of [this.places, this.comments, this.media, this.#dialogs]) map.clear()
  }

  saveUser(user: User): void {
    this.users.set(user.id, user)
    this.#shelf.put('vk-user', user.id, user)
  }

  saveCommunity(community: Community): void {
    this.communities.set(community.id, community)
    this.#shelf.put('vk-community', community.id, community)
  }

  saveToken(token: Token): void {
    this.tokens.set(token.value, token)
    this.#shelf.put('vk-token', token.value, token)
  }

  saveApp(app: App): void {
    this.apps.set(app.id, app)
    this.#shelf.put('vk-app', app.id, app)
  }

  savePlace(place: Place): void {
    const key = placeKey(place.kind, place.communityId, place.id)
    this.places.set(key, place)
    this.#shelf.put('vk-place', key, place)
  }

  findPlace(kind: PlaceKind, communityId: number, id: number): Place | undefined {
    return this.places.get(placeKey(kind, communityId, id))
  }

  saveComment(comment: Comment): void {
    const key = placeKey(comment.kind, comment.communityId, comment.id)
    this.comments.set(key, comment)
    this.#shelf.put('vk-comment', key, comment)
  }

  findComment(kind: PlaceKind, communityId: number, id: number): Comment | undefined {
    return this.comments.get(placeKey(kind, communityId, id))
  }

  /** Oldest first. */
  listComments(of: Pick<Place, 'kind' | 'communityId' | 'id'>): Comment[] {
    return [...this.comments.values()].filter(
      ({ kind, communityId, placeId }) =>
        kind === of.kind && communityId === of.communityId && placeId === of.id,
    )
  }

  saveMedia(key: string, media: Record<string, unknown>): void {
    this.media.set(key, media)
    this.#shelf.put('vk-media', key, media)
  }

  dialogs(communityId: number): Dialog[] {
    return [...this.#dialogs.values()].filter((dialog) => dialog.communityId === communityId)
  }

  findDialog(communityId: number, peerId: number): Dialog | undefined {
    return this.#dialogs.get(dialogKey(communityId, peerId))
  }

  openDialog(communityId: number, peerId: number): Dialog {
    const known = this.findDialog(communityId, peerId)
    if (known) return known
    const dialog = emptyDialog(communityId, peerId)
    this.#dialogs.set(dialogKey(communityId, peerId), dialog)
    this.saveDialog(dialog)
    return dialog
  }

  saveDialog(dialog: Dialog): void {
    const { messages: _, typing: __, notice: ___, ...stored } = dialog
    this.#shelf.put('vk-dialog', dialogKey(dialog.communityId, dialog.peerId), stored)
  }

  saveMessage({ communityId, peerId, messages }: Dialog, message: Message): void {
    messages.set(message.cmid, message)
    this.#shelf.put('vk-message', `${dialogKey(communityId, peerId)}:${message.cmid}`, message)
  }
}

const placeKey = (kind: PlaceKind, communityId: number, id: number) =>
  `${kind}-${communityId}_${id}`

export function emptyDialog(communityId: number, peerId: number): Dialog {
  return {
    communityId,
    peerId,
    permission: 'none',
    lastCmid: 0,
    messages: new Map(),
    inRead: 0,
    outRead: 0,
    isAnswered: true,
    outbox: [],
  }
}

export const hex = (bytes: number) => randomBytes(bytes).toString('hex')
