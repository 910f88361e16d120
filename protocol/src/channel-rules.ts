import { z } from 'zod'

import { id } from './people.ts'
import { skill } from './routing.ts'

const closingTextLimit = 250
/** Unicode code points after trimming, counted alike here, in the API and in the database (D-04). */
export const lengthOf = (text: string): number => [...text.trim()].length
export const CLOSING_TEXT_LIMIT = closingTextLimit
/** Of every other text that is sent by itself. */
export const AUTO_TEXT_LIMIT = 1000

/** «Кто будет принимать обращение»: exactly one of three; a bot has a backup (COM-10, COM-13). */
const backup = z.strictObject({ kind: z.enum(['operator', 'team']), id })
export const receiver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), id }),
  z.strictObject({ kind: z.literal('team'), id }),
  z.strictObject({ kind: z.literal('bot'), id, backup }),
])
export type Receiver = z.output<typeof receiver>

/** A text and how long after the customer's first unanswered message it is sent (COM-32, D-03). */
export const autoReply = z.strictObject({
  id,
  text: z.string(),
  delayS: z.int(),
})
export type AutoReply = z.output<typeof autoReply>

/** Of the two, one or none (COM-62). */
export const offHoursMode = z.enum(['bot', 'auto-replies', 'nothing'])
export type OffHoursMode = z.output<typeof offHoursMode>

/** How a channel's conversations are received, answered automatically and closed. */
export const channelRules = z.object({
  version: z.int(),
  receiver,
  /** Minutes after which supervisors learn that the receiving operator's own queue waits (D-24). */
  operatorWaitMin: z.int(),
  /** Sorted by delay. */
  autoReplies: z.array(autoReply),
  offHoursMode,
  /** Also of a switch that is off: it comes back with it. */
  offHoursBotId: id.nullable(),
  /** What a customer is told once where that bot fails; empty for nothing (D-12). */
  offHoursFallback: z.string(),
  offHoursReplies: z.array(autoReply),
  /** «Показывать сообщение при закрытии обращения» */
  isClosingTextShown: z.boolean(),
  closingText: z.string(),
  /** «Шаблон вместо текста, когда окно закрыто» (D-10): one with nothing to be filled in. */
  closingTemplateId: id.nullable(),
  /** «Закрывать неактивный диалог через»; null closes none. */
  inactivity: z.object({ value: z.int(), unit: z.enum(['hours', 'days']) }).nullable(),
  /** «Не закрывать, если последнее сообщение клиента без ответа» (D-07). */
  keepsUnanswered: z.boolean(),
  /** How much of an operator's capacity one conversation takes. */
  weight: z.int(),
  mustSkills: z.array(skill),
  niceSkills: z.array(skill),
})
export type ChannelRules = z.output<typeof channelRules>

/** Only the fields present are changed. Limits are checked field by field, with a sentence each. */
export const editChannelRulesRequest = z.strictObject({
  version: z.int(),
  receiver: z
    .strictObject({
      kind: z.enum(['operator', 'team', 'bot']),
      id,
      backup: backup.optional(),
    })
    .optional(),
  operatorWaitMin: z.unknown().optional(),
  autoReplies: z
    .array(z.strictObject({ id: id.optional(), text: z.string(), delayS: z.unknown() }))
    .max(20)
    .optional(),
  /** Two switches, as on the screen: both at once are refused (COM-62). Without `botId`, the bot of before. */
  offHours: z
    .strictObject({ bot: z.boolean(), autoReplies: z.boolean(), botId: id.nullable().optional() })
    .optional(),
  offHoursFallback: z.string().optional(),
  offHoursReplies: z
    .array(z.strictObject({ id: id.optional(), text: z.string(), delayS: z.unknown() }))
    .max(20)
    .optional(),
  isClosingTextShown: z.boolean().optional(),
  closingText: z.string().optional(),
  closingTemplateId: id.nullable().optional(),
  inactivity: z
    .strictObject({ value: z.unknown(), unit: z.enum(['hours', 'days']) })
    .nullable()
    .optional(),
  keepsUnanswered: z.boolean().optional(),
  weight: z.unknown().optional(),
  mustSkills: z.array(skill).max(20).optional(),
  niceSkills: z.array(skill).max(20).optional(),
})
export type EditChannelRulesRequest = z.input<typeof editChannelRulesRequest>
