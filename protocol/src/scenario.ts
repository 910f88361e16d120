import { z } from 'zod'

import { id } from './people.ts'

/**
 * Names of steps within their scenario, and of options within their step; chosen by the builder and
 * never shown. Both go into the value of a button, for which some platforms have 64 bytes.
 */
const partName = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/)
const stepId = partName
/** Where it goes on; null is a loose end: the customer is kept by the bot, and the check says so. */
const next = stepId.nullable()
const text = z.string().max(4000)
/** What a bot remembers of a conversation: `{{город}}` in its texts. */
export const attributeName = z
  .string()
  .trim()
  .regex(/^[\p{L}_][\p{L}\p{N}_ -]{0,39}$/u)
const attributeValue = z.string().max(500)
export const attributes = z.record(attributeName, attributeValue)
export type Attributes = z.output<typeof attributes>

export const topicName = z.string().trim().min(1).max(80)
export const tagName = z.string().trim().min(1).max(40)

const common = {
  id: stepId,
  /** Where it stands on the canvas. */
  at: z.strictObject({ x: z.number(), y: z.number() }),
  /** What its author calls it. */
  note: z.string().max(80).optional(),
}

/** What happens to a customer who does not answer for so long; without it the bot waits. */
const silence = z.strictObject({ afterMin: z.int().min(1).max(10_080), next }).optional()
/** Said again so many times, then the way out. */
const again = z.strictObject({ text, times: z.int().min(0).max(5), next })

export const handOverTo = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), id }),
  z.strictObject({ kind: z.literal('team'), id }),
  /** Whoever the channel names for when its bot is unavailable. */
  z.strictObject({ kind: z.literal('backup') }),
])
export type HandOverTo = z.output<typeof handOverTo>

/** The same in a scenario, where nobody may be chosen yet. */
const receiver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), id: id.nullable() }),
  z.strictObject({ kind: z.literal('team'), id: id.nullable() }),
  z.strictObject({ kind: z.literal('backup') }),
])
export type ScenarioReceiver = z.output<typeof receiver>

export const buttonPlacement = z.enum(['inline', 'keyboard'])
const optionId = partName
const label = z.string().trim().min(1).max(80)

export const scenarioTest = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('attribute'),
    name: attributeName,
    is: z.enum(['equal', 'different', 'containing', 'known', 'unknown', 'greater', 'less']),
    value: attributeValue.optional(),
  }),
  z.strictObject({ of: z.literal('schedule'), is: z.enum(['open', 'closed']) }),
  z.strictObject({ of: z.literal('channel'), ids: z.array(id).min(1).max(50) }),
  /** As the platform says it: `ru`, `en`. */
  z.strictObject({ of: z.literal('language'), is: z.string().min(2).max(10) }),
  z.strictObject({ of: z.literal('contact'), is: z.enum(['new', 'returning']) }),
])
export type ScenarioTest = z.output<typeof scenarioTest>

export const scenarioStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('message'),
    ...common,
    text,
    fileIds: z.array(id).max(10).default([]),
    next,
  }),
  /** «Задать несколько вариантов ответа» */
  z.strictObject({
    kind: z.literal('choice'),
    ...common,
    text,
    placement: buttonPlacement,
    options: z.array(z.strictObject({ id: optionId, label, next })).max(20),
    /** Keeps the label of what was chosen. */
    saveAs: attributeName.optional(),
    /** A customer who types something else. */
    otherwise: again,
    silence,
  }),
  z.strictObject({
    kind: z.literal('question'),
    ...common,
    text,
    expects: z.enum(['text', 'number', 'phone', 'email']),
    saveAs: attributeName,
    next,
    otherwise: again,
    silence,
  }),
  z.strictObject({
    kind: z.literal('condition'),
    ...common,
    /** The first that holds. */
    branches: z.array(z.strictObject({ id: optionId, test: scenarioTest, next })).max(10),
    otherwise: next,
  }),
  z.strictObject({
    kind: z.literal('set'),
    ...common,
    attributes: z
      .array(z.strictObject({ name: attributeName, value: attributeValue }))
      .max(20)
      .default([]),
    tags: z.array(tagName).max(20).default([]),
    topic: topicName.optional(),
    next,
  }),
  z.strictObject({
    kind: z.literal('wait'),
    ...common,
    seconds: z
      .int()
      .min(1)
      .max(7 * 86_400),
    next,
  }),
  z.strictObject({
    kind: z.literal('request'),
    ...common,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    url: z.string().max(2000),
    headers: z
      .array(z.strictObject({ name: z.string().max(100), value: z.string().max(1000) }))
      .max(20)
      .default([]),
    /** Variables in it are written as JSON strings, without their quotes. */
    body: z.string().max(10_000).default(''),
    timeoutS: z.int().min(1).max(20).default(10),
    /** `path` leads into a JSON answer: `order.status`, `items.0.name`. */
    save: z
      .array(z.strictObject({ name: attributeName, path: z.string().max(200) }))
      .max(20)
      .default([]),
    next,
    whenFailed: next,
  }),
  /** A message the platform has approved, in this conversation. */
  z.strictObject({
    kind: z.literal('template'),
    ...common,
    templateId: id.nullable(),
    values: z.record(z.string().max(100), z.string().max(1000)).default({}),
    next,
    whenFailed: next,
  }),
  z.strictObject({
    kind: z.literal('hand-over'),
    ...common,
    to: receiver,
    /** For colleagues, as a note; the customer never sees it. */
    summary: text.default(''),
  }),
  /** «По вопросу клиента»: buttons, and each leads to somebody (up to ten). */
  z.strictObject({
    kind: z.literal('topic'),
    ...common,
    text,
    placement: buttonPlacement,
    rules: z.array(z.strictObject({ id: optionId, topic: topicName, to: receiver })).max(10),
    otherwise: z.strictObject({ text, times: z.int().min(0).max(5), to: receiver }),
    silence,
  }),
  /** «Завершить» */
  z.strictObject({ kind: z.literal('close'), ...common, text: text.default('') }),
  /** On in the published scenario of another bot of ours, which is the colleague from then on. */
  z.strictObject({ kind: z.literal('scenario'), ...common, botId: id.nullable() }),
])
export type ScenarioStep = z.output<typeof scenarioStep>
export type ScenarioStepKind = ScenarioStep['kind']

/** What a bot of ours does: steps and where each leads. */
export const scenario = z.strictObject({
  format: z.literal(1),
  /** The customer wrote, or was given to the bot: it begins here. */
  start: next,
  steps: z.array(scenarioStep).max(300),
})
export type Scenario = z.output<typeof scenario>
export type ScenarioInput = z.input<typeof scenario>

/** What the check of a scenario found: in a step, or in the whole of it. */
export const scenarioProblem = z.object({
  code: z.enum([
    'no-start',
    'loose-end',
    'unreachable',
    'unknown-step',
    'duplicate-step',
    'endless-loop',
    'no-text',
    'no-options',
    'same-options',
    'too-many-options',
    'long-label',
    'no-receiver',
    'no-such-operator',
    'no-such-team',
    'no-such-bot',
    'no-such-template',
    'missing-values',
    'no-such-channel',
    'no-such-file',
    'wrong-url',
    'host-not-allowed',
    'wrong-header',
    'wrong-body',
    'unknown-variable',
    'no-test',
  ]),
  /** A published scenario has no errors; a warning is the author's business. */
  level: z.enum(['error', 'warning']),
  stepId: stepId.optional(),
  /** The option, branch or rule it concerns, or a way out: `next`, `otherwise`, `silence`, `failed`. */
  partId: z.string().optional(),
  /** What the sentence names: a limit, a channel, a label. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ScenarioProblem = z.output<typeof scenarioProblem>
