/**
 * Wire types, spelled as edna spells them, with the fields we read and no others.
 * https://docs-pulse.edna.io/
 *
 * What says who, where and when must be right, or the entry is unreadable. Content may be of a shape
 * we do not know: then it counts as absent, and the message as unsupported.
 */
import { z } from 'zod'

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)
const text = lenient(z.string())
const list = <Schema extends z.ZodType>(schema: Schema) =>
  lenient(z.array(schema)).transform((items) => items ?? [])

const id = z.union([z.string().min(1), z.int()]).transform(String)
/** The offset may lack its colon. */
const moment = z
  .string()
  .transform((iso) => new Date(iso.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine((at) => !Number.isNaN(at.getTime()))

const attachment = lenient(
  z.object({ url: z.string().min(1), name: text, mimeType: text, size: lenient(z.int().min(0)) }),
)
export type Attachment = NonNullable<z.output<typeof attachment>>

const content = z.object({
  type: z.string(),
  text,
  caption: text,
  payload: text,
  attachment,
  location: lenient(z.object({ latitude: z.number(), longitude: z.number(), address: text })),
  items: list(z.object({ identifier: text, title: text })),
})
export type Content = z.output<typeof content>

const subject = { subject: text, subjectId: lenient(id) }

export const message = z.object({
  ...subject,
  id,
  subscriber: z.object({ identifier: z.string().min(1) }),
  userInfo: lenient(z.object({ userName: text, firstName: text, lastName: text })),
  messageContent: content,
  receivedAt: moment,
  replyOutMessageExternalRequestId: text,
  replyInMessageId: lenient(id),
})
export type Message = z.output<typeof message>

export const status = z.object({
  ...subject,
  requestId: text,
  status: z.string().min(1),
  statusAt: lenient(moment),
  error: text,
  comment: text,
})
export type Status = z.output<typeof status>

/** Anything with a name of its kind. */
export const other = z.object({ type: z.string().min(1) })

export const channels = z.array(
  z.object({
    name: text,
    ...subject,
    channelAttribute: text,
    active: lenient(z.boolean()),
    type: text,
  }),
)
export type ChannelProfile = z.output<typeof channels>[number]

export const cascades = z.array(
  z.object({
    id,
    status: text,
    stagesCount: lenient(z.int()),
    stages: list(z.object({ subject: lenient(z.object({ id: lenient(id) })) })),
  }),
)

/** What is wrong may be said in any of these. */
export const refusal = z.object({ code: text, title: text, detail: text, message: text })

/** What was sent, and how far it has come. */
export const sentHistory = z.object({
  content: list(z.object({ comment: text, deliveryStatus: text })),
})

export const scheduled = z.object({ requestId: text })
export const anything = z.unknown()

/** https://docs-pulse.edna.io/: an approved text is called a message matcher. */
export const matcher = z.object({
  id,
  name: z.string().min(1),
  language: z.string().catch('RU'),
  status: z.string(),
  category: text,
  locked: lenient(z.boolean()),
  channelType: text,
  contentType: text,
  content: lenient(
    z.object({
      text,
      attachment: lenient(z.unknown()),
      header: lenient(z.object({ headerType: text, text, headerExampleTextParam: text })),
      footer: lenient(z.object({ text })),
      keyboard: lenient(
        z.object({
          rows: list(
            z.object({
              buttons: list(
                z.object({
                  text: z.string().catch(''),
                  buttonType: z.string(),
                  payload: text,
                  url: text,
                  urlPostfix: text,
                  phone: text,
                  urlTextExample: text,
                }),
              ),
            }),
          ),
        }),
      ),
      textExampleParams: list(z.string()),
    }),
  ),
})
export type Matcher = z.output<typeof matcher>
export const matchers = z.array(matcher)

/** Told by itself, in a list, or within another object. */
export const matcherChange = z.object({
  id,
  name: text,
  status: text,
  category: text,
  channelType: text,
})
