/**
 * Wire types, spelled as ВКонтакте spells them, with the fields we read and no others.
 * https://dev.vk.com/ru/api/community-events/json-schema
 *
 * What says who, where and when must be right, or the update is unreadable. Content may be of a
 * shape we do not know: then it counts as absent, and the message as unsupported.
 */
import { z } from 'zod'

const id = z.int()
/** In seconds, within what a Date can say. */
const moment = z.int().min(0).max(8.64e12)

export const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)

const wireError = z.object({ error_code: z.int(), error_msg: lenient(z.string()) })
export type WireError = z.output<typeof wireError>

export const envelope = z.object({ response: z.unknown().optional(), error: lenient(wireError) })

const size = z.object({
  url: z.string(),
  width: lenient(z.int()),
  height: lenient(z.int()),
  type: lenient(z.string()),
})
export type Size = z.output<typeof size>

/** One shape for the body of every kind: what a kind lacks is absent. */
const attached = z.object({
  id: lenient(id),
  owner_id: lenient(id),
  from_id: lenient(id),
  access_key: lenient(z.string()),
  title: lenient(z.string()),
  text: lenient(z.string()),
  artist: lenient(z.string()),
  url: lenient(z.string()),
  ext: lenient(z.string()),
  size: lenient(z.int().min(0)),
  type: lenient(z.int()),
  duration: lenient(z.number()),
  link_ogg: lenient(z.string()),
  link_mp3: lenient(z.string()),
  sizes: lenient(z.array(size)),
  orig_photo: lenient(size),
  images: lenient(z.array(size)),
  price: lenient(z.object({ text: lenient(z.string()) })),
  question: lenient(z.string()),
})
export type Attached = z.output<typeof attached>

export interface Attachment {
  type: string
  body: Attached
}

/** `{ type: 'photo', photo: { … } }` */
export function attachmentsOf(values: readonly unknown[] = []): Attachment[] {
  return values.flatMap((value) => {
    const { data: named } = z.looseObject({ type: z.string() }).safeParse(value)
    if (!named) return []
    return [{ type: named.type, body: attached.safeParse(named[named.type]).data ?? nothing }]
  })
}
const nothing = attached.parse({})

const geo = z.object({
  coordinates: z.object({ latitude: z.number(), longitude: z.number() }),
  place: lenient(z.object({ title: lenient(z.string()) })),
})

const quoted = z.object({
  conversation_message_id: lenient(id),
  from_id: lenient(id),
  text: lenient(z.string()),
})

const forwarded = z.looseObject({
  from_id: lenient(id),
  text: lenient(z.string()),
  attachments: lenient(z.array(z.unknown())),
  fwd_messages: lenient(z.array(z.unknown())),
})
export type Forwarded = z.output<typeof forwarded>
export function forwardedOf(values: readonly unknown[] = []): Forwarded[] {
  return values.flatMap((value) => forwarded.safeParse(value).data ?? [])
}

export const message = z.object({
  date: moment,
  update_time: lenient(moment),
  peer_id: id,
  from_id: id,
  out: lenient(z.int()),
  conversation_message_id: id,
  text: lenient(z.string()),
  random_id: lenient(z.int()),
  attachments: lenient(z.array(z.unknown())),
  fwd_messages: lenient(z.array(z.unknown())),
  reply_message: lenient(quoted),
  geo: lenient(geo),
  payload: lenient(z.string()),
  action: lenient(z.unknown()),
  ref: lenient(z.string()),
  admin_author_id: lenient(id),
  is_cropped: lenient(z.boolean()),
})
export type Message = z.output<typeof message>

/** Whose thing it is and which stand under names of the kind's own. */
export const comment = z.looseObject({
  id,
  from_id: id,
  date: moment,
  text: lenient(z.string()),
  attachments: lenient(z.array(z.unknown())),
  parents_stack: lenient(z.array(id)),
  reply_to_comment: lenient(id),
})
export type Comment = z.output<typeof comment>

export const removedComment = z.looseObject({ id, user_id: lenient(id), deleter_id: lenient(id) })

const profile = z.object({
  id,
  first_name: lenient(z.string()),
  last_name: lenient(z.string()),
  screen_name: lenient(z.string()),
  name: lenient(z.string()),
})
export type Profile = z.output<typeof profile>
export const profiles = z.array(profile)

/** What every call of ours has around its object. `profiles` is ours: see `people.ts`. */
export const event = z.looseObject({
  type: z.string().min(1),
  group_id: id,
  event_id: lenient(z.string()),
  secret: lenient(z.string()),
  object: z.unknown().optional(),
  profiles: lenient(profiles),
})
export type VkEvent = z.output<typeof event>

export const newMessage = z.object({ message })
export const allowed = z.object({ user_id: id })
/** The payload is an object, and text where an older version made it. */
export const press = z.object({
  user_id: id,
  peer_id: id,
  event_id: z.string().min(1),
  payload: z.unknown().optional(),
  conversation_message_id: lenient(id),
})
export const read = z.object({
  from_id: id,
  peer_id: id,
  conversation_message_id: lenient(id),
})

/** https://dev.vk.com/ru/method/groups.getById; before 5.130 without anything around it. */
const group = z.object({
  id,
  name: z.string(),
  screen_name: lenient(z.string()),
  admin_level: lenient(z.int()),
  is_admin: lenient(z.int()),
  members_count: lenient(z.int()),
})
export const groups = z.union([
  z.array(group),
  z.object({ groups: z.array(group) }).transform((all) => all.groups),
])
export const administered = z.object({ count: z.int(), items: z.array(group) })

const right = z.object({ name: z.string() })
/** The page calls the list `settings`, live answers `permissions`. */
export const permissions = z
  .object({ permissions: lenient(z.array(right)), settings: lenient(z.array(right)) })
  .transform(({ permissions: said, settings: documented }) =>
    (said ?? documented ?? []).map(({ name }) => name),
  )

export const confirmation = z.object({ code: z.string().min(1) })
export const addedServer = z.object({ server_id: id })
export const callbackServers = z.object({
  items: z.array(z.object({ id, url: z.string(), status: z.string() })),
})
export const eventSettings = z.object({ events: z.record(z.string(), z.int()) })
export const done = z.unknown()

export const longPollServer = z.object({
  key: z.string(),
  server: z.url(),
  ts: z.union([z.string(), z.int()]).transform(String),
})
export const polled = z.object({
  ts: lenient(z.union([z.string(), z.int()]).transform(String)),
  updates: lenient(z.array(z.looseObject({ type: z.string() }))),
  failed: lenient(z.int()),
})

/** Asked with `peer_ids`, each receiver has an answer of its own. */
export const sentMessages = z
  .array(
    z.object({
      conversation_message_id: lenient(id),
      error: lenient(z.object({ code: z.int(), description: lenient(z.string()) })),
    }),
  )
  .length(1)
/** A wall tells its number with more around it; the others the number alone. */
export const sentComment = z.union([
  id,
  z.object({ comment_id: id }).transform(({ comment_id }) => comment_id),
])
export const deletions = z.array(
  z.object({ error: lenient(z.object({ code: z.int(), description: lenient(z.string()) })) }),
)

export const dialogs = z.object({
  items: z.array(
    z.object({
      conversation: z.object({ peer: z.object({ id, type: lenient(z.string()) }) }),
      last_message: lenient(z.object({ date: moment })),
    }),
  ),
  profiles: lenient(profiles),
})
export const history = z.object({
  items: z.array(z.looseObject({ date: moment, out: lenient(z.int()) })),
})

/** One answer for each call within `execute`; `false` for what was refused. */
export const several = z.array(z.unknown())
/** How many comments a thing has, by a number, or by an object with one; goods do not tell. */
export const foundPlaces = z
  .object({
    items: z.array(
      z.object({
        id,
        comments: lenient(z.union([id, z.object({ count: id }).transform(({ count }) => count)])),
        updated: lenient(moment),
      }),
    ),
  })
  .transform(({ items }) => items)

const listed = comment.extend({
  deleted: lenient(z.boolean()),
  /** Of a list below all photos: which photo. */
  pid: lenient(id),
})
const listedComment = listed.extend({
  thread: lenient(z.object({ count: id, items: z.array(listed).catch([]) })),
})
export type ListedComment = z.output<typeof listed> &
  Partial<Pick<z.output<typeof listedComment>, 'thread'>>
export const listedComments = z
  .object({ items: z.array(listedComment) })
  .transform(({ items }) => items)

export const uploadPlace = z.object({ upload_url: z.url() })
export const uploadedPhoto = z.object({
  server: z.union([z.string(), z.int()]),
  photo: z.string(),
  hash: z.string(),
})
export const uploadedFile = z.object({ file: z.string() })
const saved = z.object({ id, owner_id: id, access_key: lenient(z.string()) })
export type Saved = z.output<typeof saved>
export const savedPhotos = z.array(saved).min(1)
export const savedFile = z.object({ doc: lenient(saved), audio_message: lenient(saved) })
