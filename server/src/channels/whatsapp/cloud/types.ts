/**
 * Wire types, spelled as Meta spells them, with the fields we read and no others.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
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

/** Ids of templates are numbers in webhooks and text in answers. */
const id = z.union([z.string().min(1), z.int()]).transform(String)
/** Seconds, as text. */
const moment = z
  .union([z.string().regex(/^\d{1,12}$/), z.int().min(0)])
  .transform((seconds) => new Date(Number(seconds) * 1000))

const media = lenient(
  z.object({
    id: z.string().min(1),
    mime_type: text,
    caption: text,
    filename: text,
    voice: lenient(z.boolean()),
  }),
)
export type Media = NonNullable<z.output<typeof media>>

const chosen = lenient(z.object({ id: z.string(), title: text }))

const problem = z.object({
  code: z.union([z.int(), z.string()]).transform(Number),
  title: text,
  message: text,
  error_data: lenient(z.object({ details: text })),
})
export type Problem = z.output<typeof problem>

const card = z.object({
  name: lenient(z.object({ formatted_name: text })),
  phones: list(z.object({ phone: text, wa_id: text })),
})

export const content = z.object({
  type: z.string(),
  text: lenient(z.object({ body: z.string() })),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  location: lenient(
    z.object({ latitude: z.number(), longitude: z.number(), name: text, address: text }),
  ),
  contacts: list(card),
  interactive: lenient(
    z.object({
      button_reply: chosen,
      list_reply: chosen,
      nfm_reply: lenient(z.object({ response_json: text, body: text })),
    }),
  ),
  button: lenient(z.object({ payload: text, text })),
  order: lenient(
    z.object({
      text,
      product_items: list(z.object({ product_retailer_id: text, quantity: lenient(z.number()) })),
    }),
  ),
  unsupported: lenient(z.object({ type: text })),
  errors: list(problem),
  /** Of the first message after an advertisement was pressed. */
  referral: lenient(z.object({ source_url: text, headline: text, body: text })),
  context: lenient(
    z.object({
      id: text,
      from: text,
      forwarded: lenient(z.boolean()),
      frequently_forwarded: lenient(z.boolean()),
    }),
  ),
})
export type Content = z.output<typeof content>

export const message = content.extend({
  id: z.string().min(1),
  timestamp: moment,
  from: text,
  from_user_id: text,
  /** Of an echo: whom somebody wrote to with the phone in hand. */
  to: text,
  to_user_id: text,
  edit: lenient(z.object({ original_message_id: z.string().min(1), message: content })),
  revoke: lenient(z.object({ original_message_id: z.string().min(1) })),
  system: lenient(z.object({ type: text, user_id: text, wa_id: text, new_wa_id: text })),
})
export type Message = z.output<typeof message>

export const status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: moment,
  errors: list(problem),
  /** What was sent along: of ours, the key of the part. */
  biz_opaque_callback_data: text,
})
export type Status = z.output<typeof status>

export const userIdUpdate = z.object({
  wa_id: text,
  user_id: z.object({ previous: z.string().min(1), current: z.string().min(1) }),
  timestamp: moment,
})

const contact = z.object({
  wa_id: text,
  user_id: text,
  profile: lenient(z.object({ name: text, username: text })),
})
export type Contact = z.output<typeof contact>

/** Entries are read one by one, so that a bad one spoils no other. */
export const value = z.object({
  metadata: lenient(z.object({ phone_number_id: text, display_phone_number: text })),
  contacts: list(contact),
  messages: list(z.unknown()),
  message_echoes: list(z.unknown()),
  statuses: list(z.unknown()),
  user_id_update: list(z.unknown()),
  errors: list(problem),
})
export type Value = z.output<typeof value>

export const update = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      /** The business account. */
      id: lenient(id),
      changes: z.array(z.object({ field: z.string(), value: z.unknown() })),
      time: lenient(z.int().min(0).max(8.64e12)),
    }),
  ),
})

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
export const refusal = z.object({
  error: z.object({
    code: z.int(),
    message: text,
    error_subcode: lenient(z.int()),
    error_data: lenient(z.object({ details: text })),
    error_user_msg: text,
  }),
})
export type Refusal = z.output<typeof refusal>['error']

export const phoneNumber = z.object({
  id,
  display_phone_number: text,
  verified_name: text,
  webhook_configuration: lenient(z.object({ phone_number: text })),
})
export const sentMessage = z.object({
  messages: z.array(z.object({ id: z.string().min(1) })).min(1),
})
export const success = z.object({ success: z.literal(true) })
export const uploaded = z.object({ id })
export const mediaPlace = z.object({ url: z.url() })
export const subscribedApps = z.object({
  data: z.array(z.object({ override_callback_uri: text })),
})
export const appSubscriptions = z.object({
  data: z.array(
    z.object({
      object: text,
      active: lenient(z.boolean()),
      fields: list(z.object({ name: text })),
    }),
  ),
})

const namedExample = z.object({ param_name: z.string(), example: z.string() })
const component = z.object({
  type: z.string(),
  format: text,
  text,
  buttons: list(
    z.object({
      type: z.string(),
      text: z.string().catch(''),
      url: text,
      phone_number: text,
      example: list(z.string()),
    }),
  ),
  example: lenient(
    z.object({
      header_text: list(z.string()),
      // The documentation shows it flat as well as within another list.
      body_text: list(z.union([z.string(), z.array(z.string())])),
      body_text_named_params: list(namedExample),
      header_text_named_params: list(namedExample),
    }),
  ),
})
export type Component = z.output<typeof component>

/** https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates/ */
export const template = z.object({
  id,
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string(),
  category: text,
  components: list(component),
  rejected_reason: text,
})
export const templates = z.object({
  data: z.array(template),
  paging: lenient(z.object({ cursors: lenient(z.object({ after: text })), next: text })),
})
export const submitted = z.object({ id, status: text, category: text })
export const archived = z.object({
  archived_templates: list(id),
  failed_templates: lenient(z.record(z.string(), z.string())),
})
export const uploadSession = z.object({ id: z.string().min(1) })
export const uploadHandle = z.object({ h: z.string().min(1) })

/** Two drawings of the documentation differ in where the rejection is told. */
export const templateChange = z.object({
  message_template_id: id,
  event: text,
  reason: text,
  new_category: text,
  correct_category: text,
  message_template_category: text,
  rejection_info: lenient(z.object({ reason: text, recommendation: text })),
})
