import { z } from 'zod'

import { shownButtons } from './button-looks.ts'
import { buttonRows } from './conversations.ts'
import { id, moment } from './people.ts'
import {
  attributes,
  handOverTo,
  scenario,
  scenarioProblem,
  tagName,
  topicName,
} from './scenario.ts'
import { templateValues } from './templates.ts'

/** A scenario of ours, or somebody's program that we ask over the network. */
export const botKind = z.enum(['scenario', 'webhook'])
export type BotKind = z.output<typeof botKind>

/** Why a bot does not answer, in the order in which it is looked at (D-06). */
export const botTrouble = z.enum([
  'disabled',
  'not-published',
  /** Its program answered anything but 2xx, or nonsense. */
  'refused',
  'unreachable',
  'no-answer',
])
export type BotTrouble = z.output<typeof botTrouble>

export const bot = z.object({
  id,
  version: z.int(),
  name: z.string(),
  kind: botKind,
  isEnabled: z.boolean(),
  /** For so long a customer's word may stay unanswered before the backup takes over. */
  answerWithinS: z.int(),
  /** Whether customers are given to it now, and why not. */
  isAvailable: z.boolean(),
  trouble: botTrouble.optional(),
  troubleSince: moment.optional(),
  /** How many conversations it holds. */
  holds: z.int(),
  /** Where it is chosen. */
  usedBy: z.array(z.object({ channelId: id, as: z.enum(['receiver', 'off-hours', 'question']) })),
  /** Of a scenario: what customers talk to, and whether the draft is another by now. */
  published: z.object({ version: z.int(), at: moment, by: z.string() }).optional(),
  isDraftAhead: z.boolean(),
  /** Of a program: where it is asked. */
  url: z.string().optional(),
})
export type Bot = z.output<typeof bot>

export const botName = z.string().trim().min(1).max(60)
const answerWithinS = z.int().min(5).max(120)

export const createBotRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scenario'),
    name: botName,
    /** Copied from: a ready one of the gallery, or a file that was exported. */
    scenario: scenario.optional(),
  }),
  z.strictObject({ kind: z.literal('webhook'), name: botName, url: z.string().max(2000) }),
])
export const editBotRequest = z.strictObject({
  version: z.int(),
  name: botName.optional(),
  isEnabled: z.boolean().optional(),
  answerWithinS: answerWithinS.optional(),
  url: z.string().max(2000).optional(),
})

/** The draft as its author sees it, with what the check finds in it. */
export const botDraft = z.object({
  /** Raised by every save: an older one is refused, so that two authors do not overwrite each other. */
  draftVersion: z.int(),
  scenario,
  problems: z.array(scenarioProblem),
  savedAt: moment,
  savedBy: z.string(),
})
export type BotDraft = z.output<typeof botDraft>
export const saveDraftRequest = z.strictObject({ draftVersion: z.int(), scenario })
export const publishRequest = z.strictObject({ draftVersion: z.int() })

/** How a bot fared: newest first. */
export const botEvent = z.object({
  at: moment,
  state: z.enum(['available', 'unavailable']),
  trouble: botTrouble.optional(),
  detail: z.string().optional(),
})
export const botHistory = z.array(botEvent)
export type BotEvent = z.output<typeof botEvent>

/** Bots that are chosen somewhere, or hold conversations, are deleted with consent. */
export const deleteBotQuery = z.strictObject({ consent: z.literal('true').optional() })

/** Shown once: what a program calls us with, and what signs our questions to it. */
export const botKey = z.object({ key: z.string() })
export const botSecret = z.object({ secret: z.string() })

/** A ready scenario to begin with. */
export const readyBot = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  scenario,
})
export type ReadyBot = z.output<typeof readyBot>

/**
 * What a bot may do, whoever it is: a scenario of ours comes to the same actions as a program that
 * answers us. They take effect in their order; what comes after `hand-over` or `close` does not.
 */
export const botAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('say'),
    /** Of at most 4,000 code points; empty only beside files. */
    text: z.string().max(4000),
    buttons: buttonRows.optional(),
    fileIds: z.array(id).max(10).optional(),
  }),
  z.strictObject({
    type: z.literal('send-template'),
    templateId: id,
    values: templateValues.default({}),
  }),
  z.strictObject({
    type: z.literal('set'),
    attributes: attributes.optional(),
    tags: z.array(tagName).max(20).optional(),
    topic: topicName.optional(),
  }),
  z.strictObject({ type: z.literal('note'), text: z.string().min(1).max(4000) }),
  z.strictObject({
    type: z.literal('hand-over'),
    to: handOverTo.default({ kind: 'backup' }),
    summary: z.string().max(4000).optional(),
  }),
  z.strictObject({ type: z.literal('close'), text: z.string().max(4000).optional() }),
])
export type BotAction = z.output<typeof botAction>
export type BotActionInput = z.input<typeof botAction>

/** What a bot of a program may answer in one go. */
export const botActions = z.array(botAction).max(20)

/** What is wrong with a draft as it is on the screen; `botId` is whose it is, where it was saved. */
export const scenarioCheckRequest = z.strictObject({ botId: id.optional(), scenario })
export const scenarioCheck = z.object({ problems: z.array(scenarioProblem) })
export type ScenarioCheck = z.output<typeof scenarioCheck>

/** Trying a draft out: the customer's words so far, replayed from the beginning each time. */
export const tryRequest = z.strictObject({
  scenario,
  /** Whose draft it is; it may go on in its own scenario. */
  botId: id.optional(),
  channelId: id.nullable(),
  kind: z.string().max(40),
  isOpen: z.boolean().default(true),
  isNewContact: z.boolean().default(true),
  /** HTTP requests are not made when trying out: how they are taken to have ended. */
  requests: z.enum(['fail', 'succeed']).default('fail'),
  /** What the customer does after the bot has begun. */
  said: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('text'), text: z.string().max(4000) }),
        z.strictObject({ type: z.literal('press'), value: z.string().max(300) }),
        /** The customer is silent until the bot's patience, or its pause, is over. */
        z.strictObject({ type: z.literal('time') }),
      ]),
    )
    .max(200),
})
export type TryRequest = z.output<typeof tryRequest>

const tryPlace = {
  /** How many of the customer's words it follows. */
  after: z.int(),
  stepId: z.string().optional(),
  /** In the scenario of this other bot, where the talk has gone on there. */
  botId: id.optional(),
}
export const tryEntry = z.union([
  z.object({
    ...tryPlace,
    action: botAction,
    /** How its buttons come out on the platform. */
    look: shownButtons.optional(),
  }),
  /** A request that would have been made here. */
  z.object({
    ...tryPlace,
    request: z.object({ method: z.string(), url: z.string(), body: z.string().optional() }),
  }),
])
export type TryEntry = z.output<typeof tryEntry>

export const tryAnswer = z.object({
  /** In the order of the talk. */
  entries: z.array(tryEntry),
  /** The step it waits in; none at a loose end and when the talk is over. */
  stepId: z.string().optional(),
  botId: id.optional(),
  waitsFor: z.enum(['customer', 'time', 'nothing']),
  /** It waits for the customer, but not for ever: `time` may pass. */
  hasPatience: z.boolean(),
  attributes,
  /** It went round without a word of the customer, and was handed over. */
  isEndless: z.boolean(),
})
export type TryAnswer = z.output<typeof tryAnswer>
