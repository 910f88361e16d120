import { z } from 'zod'

import { receiver } from './channel-rules.ts'
import { buttonRows, fileView } from './conversations.ts'
import { formatSpan } from './formats.ts'
import { id, moment } from './people.ts'

/** As many questions as a visitor can look through. */
export const mostSiteQuestions = 10

const line = z.string().trim().max(200)
const preChatField = z.strictObject({
  field: z.enum(['name', 'phone', 'email']),
  isRequired: z.boolean(),
})

/** How the panel looks on a company's pages. A text left empty is the product's own, in the reader's language. */
export const siteLook = z.strictObject({
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  side: z.enum(['left', 'right']),
  /** `auto` is what the visitor’s browser asks for. */
  language: z.enum(['auto', 'ru', 'en']),
  title: line,
  welcome: z.string().trim().max(500),
  /** Said in place of the welcome while the company is closed. */
  offHours: z.string().trim().max(500),
  /** Beside the button, by itself, once in a visit; empty for none. */
  greeting: line,
  greetingAfterS: z.int().min(1).max(3600),
  /** Whether one can write here, beside going to a messenger. */
  hasChat: z.boolean(),
  /** Messengers in their order; those that are not named follow, and are shown. */
  messengers: z.array(z.strictObject({ channelId: id, isShown: z.boolean() })).max(100),
  /** Asked before the first word; none where it is empty. */
  preChat: z.array(preChatField).max(3),
  /** Agreed to before the first word; nobody is asked where it is empty. */
  consent: z.string().trim().max(500),
  consentUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]),
})
export type SiteLook = z.output<typeof siteLook>

/** A question to choose from, and who answers it. */
export const siteQuestion = z.strictObject({
  label: z.string().trim().min(1).max(80),
  receiver,
})
export type SiteQuestion = z.output<typeof siteQuestion>

/** «Виджет»: what the designer of a channel shows and saves. */
export const siteSettings = z.object({
  version: z.int(),
  look: siteLook,
  questions: z.array(siteQuestion).max(mostSiteQuestions),
  /** The channel, as its pages name it. */
  siteKey: z.string(),
  sites: z.array(z.string()),
  /** Messengers that are connected and can be gone to, in the order of the look. */
  messengers: z.array(
    z.object({
      channelId: id,
      kind: z.string(),
      title: z.string(),
      glyph: z.string(),
      name: z.string(),
      link: z.string(),
    }),
  ),
  /** A mask; absent where none was made. */
  identitySecret: z.string().optional(),
})
export type SiteSettings = z.output<typeof siteSettings>

export const editSiteSettings = z.strictObject({
  version: z.int(),
  look: siteLook,
  questions: z.array(siteQuestion).max(mostSiteQuestions),
})
/** Shown once, when it is made. */
export const siteSecret = z.object({ secret: z.string() })

/** Where somebody who writes from the company's pages is, for the one who answers. */
export const siteVisit = z.object({
  isOnline: z.boolean(),
  seenAt: moment,
  page: z.object({ url: z.string(), title: z.string().optional() }).optional(),
  firstUrl: z.string().optional(),
  referrer: z.string().optional(),
})
export type SiteVisit = z.output<typeof siteVisit>

const address = z.string().max(2000)

/** What the loader tells the panel of the page it stands on. Believed as far as it goes: it is shown, never obeyed. */
export const visitedPage = z.object({
  url: address.optional(),
  title: z.string().max(300).optional(),
  referrer: address.optional(),
})

/** Begins or continues a visit: asked once whenever a panel is drawn. */
export const siteSessionRequest = z.strictObject({
  /** Of an earlier visit, from the frame's own storage. */
  token: z.string().max(400).optional(),
  /** The origin of the page around the frame, as the browser told it. */
  site: z.string().max(300).optional(),
  page: visitedPage.optional(),
  language: z.enum(['ru', 'en']),
  /** The number that call tracking gave the visit, carried by links to messengers. */
  visit: z.string().max(100).optional(),
  /** Somebody signed in at the company's site: `hash` is HMAC-SHA256 of `id`, in hex. */
  identity: z
    .strictObject({
      id: z.string().min(1).max(200),
      hash: z.string().regex(/^[0-9a-f]{64}$/i),
      name: z.string().max(200).optional(),
      phone: z.string().max(40).optional(),
      email: z.string().max(200).optional(),
    })
    .optional(),
})
export type SiteSessionRequest = z.input<typeof siteSessionRequest>

/** A message as a visitor sees it: nothing of whom it was given to, noted or decided. */
export const siteMessage = z.object({
  id,
  version: z.int(),
  /** Their own, or ours: a person's, a bot's, the product's own words. */
  from: z.enum(['visitor', 'operator', 'bot', 'company']),
  name: z.string().optional(),
  text: z.string(),
  format: z.array(formatSpan).optional(),
  files: z
    .array(
      fileView.pick({ id: true, kind: true, name: true, bytes: true, mime: true }).extend({
        /** Absent while it is on its way. Good for a week, and for whoever has it. */
        url: z.string().optional(),
      }),
    )
    .optional(),
  buttons: buttonRows.optional(),
  replyTo: z.object({ text: z.string() }).optional(),
  at: moment,
  isEdited: z.literal(true).optional(),
  isDeleted: z.literal(true).optional(),
  /** What the visitor's own panel called it. */
  clientId: z.string().optional(),
})
export type SiteMessage = z.output<typeof siteMessage>

/** The newest messages of a visitor, the oldest first, across all their conversations here. */
export const siteTalk = z.object({
  messages: z.array(siteMessage),
  hasMore: z.boolean(),
  /** A conversation is open: no form is asked any more. */
  isOpen: z.boolean(),
})
export type SiteTalk = z.output<typeof siteTalk>

export const siteEntry = z.object({
  channelId: id,
  kind: z.string(),
  title: z.string(),
  glyph: z.string(),
  link: z.string(),
})
export type SiteEntry = z.output<typeof siteEntry>

/** A messenger was chosen, by somebody whose visit of the site was counted. */
export const siteChoice = z.strictObject({ channelId: id, visit: z.string().max(100) })

export const siteSession = z.object({
  token: z.string(),
  talk: siteTalk,
  entries: z.array(siteEntry),
  /** Within the company's working hours. */
  isOpenNow: z.boolean(),
  hasConsented: z.boolean(),
  /** They have said something here before, or are signed in: nothing is asked of them anew. */
  isKnown: z.boolean(),
  /** Of the company. */
  name: z.string(),
})
export type SiteSession = z.output<typeof siteSession>

const clientId = z.string().regex(/^[\w-]{8,64}$/)

export const siteWord = z.strictObject({
  /** The same however often it is sent: nothing is said twice. */
  clientId,
  text: z.string().max(4000),
  uploads: z.array(z.string().max(300)).max(10).default([]),
  question: z.string().max(80).optional(),
  answer: z
    .strictObject({
      name: z.string().max(100).optional(),
      phone: z.string().max(40).optional(),
      email: z.string().max(200).optional(),
    })
    .optional(),
  hasConsented: z.boolean().optional(),
  page: visitedPage.optional(),
  language: z.enum(['ru', 'en']).optional(),
})
export type SiteWord = z.input<typeof siteWord>
export const sitePress = z.strictObject({
  clientId,
  messageId: id,
  value: z.string().max(1024),
})
export const siteReceipt = z.strictObject({ status: z.enum(['delivered', 'read']), upTo: moment })
export const siteUpload = z.object({ upload: z.string(), name: z.string() })

/** One line of the stream. */
export type SiteFrame = { type: 'talk'; talk: SiteTalk } | { type: 'typing' }
