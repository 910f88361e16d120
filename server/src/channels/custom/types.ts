import { formatSpan } from '@otklik/protocol'
import { z } from 'zod'

const id = z.string().min(1).max(200)
const at = z.iso.datetime({ offset: true }).optional()

/** Somebody who uses the company's application; `id` is what the application calls them. */
const user = z.object({
  id,
  name: z.string().max(200).default(''),
  username: z.string().max(200).optional(),
  phone: z.string().max(40).optional(),
  language: z.string().max(20).optional(),
})

const file = z.object({
  /** https, where we come for it. */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document']).default('document'),
  name: z.string().max(255).optional(),
  mime: z.string().max(100).optional(),
  bytes: z.int().min(0).optional(),
})

const content = {
  text: z.string().max(20_000).default(''),
  format: z.array(formatSpan).max(500).optional(),
  files: z.array(file).max(20).default([]),
  replyTo: z.object({ id }).optional(),
}

/** What an application tells us. Documented in docs/channels/custom.md. */
export const inbound = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id, user, at, ...content }),
  z.object({ type: z.literal('edit'), id, user, at, ...content }),
  z.object({ type: z.literal('deletion'), ids: z.array(id).min(1).max(100), user, at }),
  z.object({
    type: z.literal('press'),
    id,
    user,
    at,
    messageId: id.optional(),
    value: z.string().min(1).max(200),
    label: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal('started'), id, user, at, payload: z.string().max(500).optional() }),
  z.object({
    type: z.literal('receipt'),
    user,
    at,
    messageId: id,
    status: z.enum(['delivered', 'read']),
  }),
  z.object({
    type: z.literal('failure'),
    user,
    at,
    messageId: id,
    reason: z.enum(['recipient-gone', 'recipient-blocked', 'rejected']).default('rejected'),
  }),
])
export type Inbound = z.output<typeof inbound>

/** What an application may answer to a message: its own name of it. */
export const taken = z.object({ id: id.optional() })
/** What it answers to `ping`: who it is. */
export const introduced = z.object({ name: z.string().trim().min(1).max(80).optional() })
