import { z } from 'zod'

import { editChannelRulesRequest } from './channel-rules.ts'
import { id } from './people.ts'
import { teamSettings } from './routing.ts'
import { scheduleRules } from './schedule.ts'

/** Settings as they would be if the open form were saved: what is absent is as it is stored. */
export const editedSettings = z.strictObject({
  channel: z
    .strictObject({ id, rules: editChannelRulesRequest.omit({ version: true }) })
    .optional(),
  schedule: scheduleRules.optional(),
  team: z
    .strictObject({
      id,
      settings: teamSettings.partial().optional(),
      memberIds: z.array(id).max(1000).optional(),
    })
    .optional(),
})
export type EditedSettings = z.input<typeof editedSettings>

/** A contradiction among the settings. The interface has a sentence for each. */
export const warningCode = z.enum([
  /** The receiver is one operator, and nobody stands in for them. */
  'no-backup',
  /** Behind the bot stands an operator who no longer answers. */
  'backup-disabled',
  /** A bot is chosen that was deleted. */
  'bot-gone',
  /** A bot is chosen, and its module is off. */
  'bot-module-off',
  'bot-disabled',
  'bot-not-published',
  /** A bot is chosen, and the platform hides buttons there. */
  'bot-without-buttons',
  /** The team hands on to a backup that is gone or has nobody. */
  'empty-backup',
  /** The receiving operator no longer answers. */
  'receiver-disabled',
  /** The receiving team has nobody who answers. */
  'empty-team',
  /** It is working time, and nobody of the receiving team is on the line. */
  'nobody-on-line',
  /** Off hours a customer hears nothing. */
  'off-hours-gap',
  /** Automatic replies are switched on for off hours, and there is none. */
  'no-off-hours-replies',
  /** The closing text would come after the platform's reply window. */
  'closing-after-window',
  /** The conversation is closed before the reply is due. */
  'reply-after-close',
  /** No stretch of working hours, or off hours, is as long as the delay. */
  'reply-outlasts-hours',
  /** The list runs at hours the schedule does not have. */
  'reply-without-hours',
  /** Days off are coming, and nothing answers on them. */
  'uncovered-holiday',
  /** The schedule has no working time at all. */
  'never-open',
])
export type WarningCode = z.output<typeof warningCode>

/** Where a warning is shown: the tab of a channel, the schedule, a team. */
export const warningPlace = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('channel'),
    id,
    tab: z.enum(['working', 'off-hours', 'common']),
  }),
  z.object({ kind: z.literal('schedule') }),
  z.object({ kind: z.literal('team'), id }),
])
export type WarningPlace = z.output<typeof warningPlace>

export const warning = z.object({
  code: warningCode,
  place: warningPlace,
  /** What the sentence is filled with: names, minutes, dates, the number of a reply. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What one click would change, put into the open form or saved: in the shape of an edit. */
  mend: editedSettings.optional(),
})
export type Warning = z.output<typeof warning>

/** The settings of the whole account, with what the form has unsaved. */
export const settingsCheckRequest = z.strictObject({ edited: editedSettings.optional() })
export const settingsCheck = z.object({ warnings: z.array(warning) })
export type SettingsCheck = z.output<typeof settingsCheck>
