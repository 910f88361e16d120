import { z } from 'zod'

import { contactFieldKinds, mostContactTags, mostFieldLength, mostNoteLength } from './limits.ts'
import { id, moment } from './people.ts'

/** Somebody who writes to the company, as lists show them. */
export const contact = z.object({
  id,
  name: z.string(),
  /** Grows with every change of the card. */
  version: z.int(),
  isVip: z.boolean().optional(),
  /** «Заблокирован»: their words are kept, open nothing and notify nobody. */
  isBarred: z.boolean().optional(),
})
export type Contact = z.output<typeof contact>

export const contactFieldKind = z.enum(contactFieldKinds)
export type ContactFieldKind = z.output<typeof contactFieldKind>

/** A field of the company's own, shown on every card. */
export const contactField = z.object({
  id,
  version: z.int(),
  name: z.string(),
  kind: contactFieldKind,
  /** Of a choice. */
  options: z.array(z.string()),
})
export type ContactField = z.output<typeof contactField>

const fieldName = z.string().trim().min(1).max(60)
const fieldOptions = z.array(z.string().trim().min(1).max(80)).max(50)
export const createContactFieldRequest = z.strictObject({
  name: fieldName,
  kind: contactFieldKind,
  options: fieldOptions.default([]),
})
/** Its kind stays: what was written in it would mean something else. */
export const editContactFieldRequest = z.strictObject({
  version: z.int(),
  name: fieldName.optional(),
  options: fieldOptions.optional(),
  /** Counted from 0 among the others. */
  place: z.int().min(0).optional(),
})

export const contactAddress = z.object({
  channelId: id,
  /** Names it in requests; where it would be a phone it is masked. */
  address: z.string(),
  name: z.string(),
  username: z.string().optional(),
  /** Masked: the whole one is shown by `POST …/phones`, which is written down. */
  phone: z.string().optional(),
  language: z.string().optional(),
  /** When the contact blocked us on this channel. */
  blockedAt: moment.optional(),
})

const pastConversation = z.object({
  id,
  number: z.int(),
  channelId: id,
  openedAt: moment,
  closedAt: moment.optional(),
  preview: z.string(),
})

export type PastConversation = z.output<typeof pastConversation>

/** Their conversations in all channels, the latest first; `before` is the number of the last one shown. */
export const contactHistoryQuery = z.strictObject({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const contactHistory = z.object({
  conversations: z.array(pastConversation),
  hasMore: z.boolean(),
})
export type ContactHistory = z.output<typeof contactHistory>

/** A merge that can be taken back. */
export const contactMerge = z.object({
  id,
  /** Whoever became one with this contact, by the name they had. */
  name: z.string(),
  at: moment,
  by: z.string(),
  until: moment,
})
export type ContactMerge = z.output<typeof contactMerge>

/** Values of the company's own fields, by the field's id. */
export const fieldValues = z.record(id, z.string().max(mostFieldLength))

export const contactCard = contact.extend({
  since: moment,
  email: z.string(),
  /** Masked, as in addresses; empty where none is known. */
  phone: z.string(),
  fields: fieldValues,
  tags: z.array(z.string()),
  note: z.string(),
  barredAt: moment.optional(),
  barredBy: z.string().optional(),
  /** What was known of them is gone for good; how often they wrote is not. */
  erasedAt: moment.optional(),
  addresses: z.array(contactAddress),
  conversations: z.array(pastConversation),
  /** How many there are, of which `conversations` shows the latest. */
  conversationCount: z.int(),
  merges: z.array(contactMerge),
})
export type ContactCard = z.output<typeof contactCard>

/** Only what is given changes; `fields` changes those it names. */
export const editContactRequest = z.strictObject({
  version: z.int(),
  name: z.string().trim().min(1).max(120).optional(),
  email: z.union([z.literal(''), z.email().max(200)]).optional(),
  /** As a person writes it: «8 921 123-45-67», «+7 921 …»; empty for none. */
  phone: z.string().trim().max(40).optional(),
  fields: fieldValues.optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(mostContactTags).optional(),
  note: z.string().trim().max(mostNoteLength).optional(),
  isVip: z.boolean().optional(),
})
export type EditContactRequest = z.input<typeof editContactRequest>

/** What «Показать» shows. */
export const contactPhones = z.object({
  phone: z.string(),
  addresses: z.array(z.object({ channelId: id, address: z.string(), phone: z.string() })),
})
export type ContactPhones = z.output<typeof contactPhones>

/** «Клиенты»: those who were known last come first. */
export const contactFilter = z.strictObject({
  search: z.string().trim().max(200).default(''),
  channelId: id.optional(),
  tag: z.string().max(40).optional(),
  isVip: z.stringbool().optional(),
  isBarred: z.stringbool().optional(),
})
export const contactPageQuery = contactFilter.extend({
  /** The last conversation of the last contact shown, where it had one. */
  beforeConversation: id.optional(),
  /** The last contact shown, where it had none: all that follow have none either. */
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const contactRow = contact.extend({
  /** Masked. */
  phone: z.string(),
  email: z.string(),
  tags: z.array(z.string()),
  channelIds: z.array(id),
  conversationCount: z.int(),
  /** The list is in its order; `at` is when it was opened. */
  lastConversation: z.object({ id, at: moment }).optional(),
  since: moment,
})
export type ContactRow = z.output<typeof contactRow>
export const contactPage = z.object({
  contacts: z.array(contactRow),
  hasMore: z.boolean(),
  /** Of all who fulfil the filter, on the first page only; counted up to a limit. */
  total: z.int().optional(),
})
export type ContactPage = z.output<typeof contactPage>

/** Why two contacts may be one. */
export const mergeEvidence = z.enum(['phone', 'email', 'username'])
export type MergeEvidence = z.output<typeof mergeEvidence>

export const mergeSuggestion = z.object({
  contact: contactRow,
  /** What both have; a phone is masked. */
  evidence: z.array(z.object({ kind: mergeEvidence, value: z.string() })),
})
export type MergeSuggestion = z.output<typeof mergeSuggestion>

/** `otherId` becomes one with the contact of the path, which survives. */
export const mergeRequest = z.strictObject({ otherId: id })
/** «Это разные люди» */
export const differenceRequest = z.strictObject({ otherId: id })

/** What becomes of both cards. */
export const mergePreview = z.object({
  name: z.string(),
  email: z.string(),
  /** Masked. */
  phone: z.string(),
  fields: fieldValues,
  tags: z.array(z.string()),
  note: z.string(),
  isVip: z.boolean(),
  isBarred: z.boolean(),
  addressCount: z.int(),
  conversationCount: z.int(),
})
export type MergePreview = z.output<typeof mergePreview>

/** Typed by whoever erases, in either language. */
export const eraseRequest = z.strictObject({ confirmation: z.string().trim().max(40) })
