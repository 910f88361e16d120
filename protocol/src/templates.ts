import { z } from 'zod'

import { id, moment } from './people.ts'

/** What it is for: the platform's prices and rules follow from it, and it may disagree with us. */
export const templateCategory = z.enum(['marketing', 'utility', 'authentication'])
export type TemplateCategory = z.output<typeof templateCategory>

/** A file above the text; which one is chosen anew with every message. */
export const templateMedia = z.enum(['image', 'video', 'document'])
export type TemplateMedia = z.output<typeof templateMedia>

const templateHeader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(1000) }),
  z.strictObject({
    kind: templateMedia,
    /** An upload of ours that shows the platform what will stand there. */
    sampleFileId: id.optional(),
  }),
])
export type TemplateHeader = z.output<typeof templateHeader>

const label = z.string().max(200)
const templateButton = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    label,
    /** What comes back when it is pressed, where the platform has fixed it. */
    value: z.string().max(300).optional(),
  }),
  z.strictObject({ kind: z.literal('url'), label, url: z.string().max(4000) }),
  z.strictObject({ kind: z.literal('phone'), label, phone: z.string().max(40) }),
])
export type TemplateButton = z.output<typeof templateButton>

/** Values by the keys of `templateVariables`: `header.1`, `body.2`, `buttons.0.1`. */
export const templateValues = z.record(z.string().max(100), z.string().max(4000))
export type TemplateValues = z.output<typeof templateValues>

export const templateContent = z.strictObject({
  header: templateHeader.optional(),
  body: z.string().max(10_000),
  footer: z.string().max(1000).optional(),
  buttons: z.array(templateButton).max(30).default([]),
  /** An example of every variable: the platform's people look at them. */
  samples: templateValues.default({}),
})
export type TemplateContent = z.output<typeof templateContent>

/** Draft → pending → approved or rejected → paused, disabled → archived. Only drafts are edited. */
export const templateState = z.enum([
  'draft',
  'pending',
  'approved',
  'rejected',
  'paused',
  'disabled',
  'archived',
])
export type TemplateState = z.output<typeof templateState>

const facts = {
  name: z.string().trim().min(1).max(1000),
  language: z.string().min(2).max(20),
  category: templateCategory,
  content: templateContent,
}

export const template = z.object({
  id,
  version: z.int(),
  channelId: id,
  ...facts,
  state: templateState,
  /** Why the platform refused or stopped it, in the reader's language or in its own words. */
  reason: z.string().optional(),
  /** The category we asked for, where the platform has chosen another. */
  askedCategory: templateCategory.optional(),
  /** A part we cannot fill in: it is shown, and cannot be sent from here. */
  unsupported: z.string().optional(),
  createdAt: moment,
  updatedAt: moment,
})
export type Template = z.output<typeof template>

export const createTemplateRequest = z.strictObject(facts)
export const editTemplateRequest = z.strictObject({ version: z.int(), ...facts })
export type TemplateFacts = z.output<typeof createTemplateRequest>

/**
 * In place of a text: an approved template with its variables filled in. The file above the text, if
 * it has one, is the only one of the message.
 */
export const templateChoice = z.strictObject({
  id,
  values: templateValues.default({}),
})
export type TemplateChoice = z.input<typeof templateChoice>

/** What the form of a template needs to know of a platform, as data. */
export const templateLimits = z.object({
  /** A regular expression of the whole name. */
  namePattern: z.string(),
  /** What it may be made of, for people: «a–z, 0–9, _». */
  nameCharacters: z.string(),
  maxNameLength: z.int(),
  /** Codes as the platform spells them, the usual one first. */
  languages: z.array(z.string()),
  categories: z.array(templateCategory),
  headers: z.array(z.enum(['text', ...templateMedia.options])),
  maxHeaderLength: z.int(),
  maxBodyLength: z.int(),
  maxFooterLength: z.int(),
  maxValueLength: z.int(),
  buttons: z.object({
    max: z.int(),
    reply: z.int(),
    url: z.int(),
    phone: z.int(),
    maxLabelLength: z.int(),
    maxUrlLength: z.int(),
  }),
  /** Where people read how templates are made there. */
  helpUrl: z.string().optional(),
})
export type TemplateLimits = z.output<typeof templateLimits>
