import type { ChannelRules, EditChannelRulesRequest, OffHoursMode } from '@otklik/protocol/settings'

import { codePoints } from '../../ui/code-points.ts'
import type { Draft } from '../editing/index.ts'

/** COM-42. A page takes types alone from the protocol: its schemas are the server's to run. */
export const CLOSING_TEXT_LIMIT = 250
export const AUTO_TEXT_LIMIT = 1000

/** Somebody or nobody yet: a kind is chosen before the one who receives. */
export interface ReceiverDraft {
  kind: 'operator' | 'team' | 'bot'
  id: string
  backup?: { kind: 'operator' | 'team'; id: string } | undefined
}

export type InactivityUnit = 'hours' | 'days'

/** The rules as a form holds them: numbers as they are typed, right or wrong. */
export interface RulesForm {
  receiver: ReceiverDraft
  operatorWaitMin: string
  /** With the bot of a switch that may be off: it comes back with it. */
  offHours: { mode: OffHoursMode; botId: string | null }
  offHoursFallback: string
  isClosingTextShown: boolean
  closingText: string
  closingTemplateId: string | null
  inactivity: { value: string; unit: InactivityUnit } | null
  keepsUnanswered: boolean
  weight: string
  mustSkills: readonly string[]
  niceSkills: readonly string[]
}

export function rulesForm(rules: ChannelRules): RulesForm {
  const { inactivity } = rules
  return {
    receiver: rules.receiver,
    operatorWaitMin: String(rules.operatorWaitMin),
    offHours: { mode: rules.offHoursMode, botId: rules.offHoursBotId },
    offHoursFallback: rules.offHoursFallback,
    isClosingTextShown: rules.isClosingTextShown,
    closingText: rules.closingText,
    closingTemplateId: rules.closingTemplateId,
    inactivity: inactivity && { value: String(inactivity.value), unit: inactivity.unit },
    keepsUnanswered: rules.keepsUnanswered,
    weight: String(rules.weight),
    mustSkills: rules.mustSkills,
    niceSkills: rules.niceSkills,
  }
}

/** What has to be sent of it, as the API spells it. */
export function rulesRequest(changes: Draft<RulesForm>): Omit<EditChannelRulesRequest, 'version'> {
  const { receiver, operatorWaitMin, offHours, inactivity, weight, ...plain } = changes
  const { mustSkills, niceSkills, ...rest } = plain
  return {
    ...rest,
    ...(receiver && { receiver }),
    ...(operatorWaitMin !== undefined && { operatorWaitMin: numberOf(operatorWaitMin) }),
    ...(offHours && { offHours: switchesOf(offHours) }),
    ...(inactivity !== undefined && {
      inactivity: inactivity && { value: numberOf(inactivity.value), unit: inactivity.unit },
    }),
    ...(weight !== undefined && { weight: numberOf(weight) }),
    ...(mustSkills && { mustSkills: [...mustSkills] }),
    ...(niceSkills && { niceSkills: [...niceSkills] }),
  }
}

/** A remembered bot that is gone must not keep other changes from being saved. */
function switchesOf({ mode, botId }: RulesForm['offHours']) {
  const isBot = mode === 'bot'
  return { bot: isBot, autoReplies: mode === 'auto-replies', ...(isBot && { botId }) }
}

/**
 * What an edit in the API's spelling would put into a form with these values; lists of replies are
 * not of it.
 */
export function formOfEdit(
  edit: Omit<EditChannelRulesRequest, 'version'>,
  values: Pick<RulesForm, 'offHours'>,
): Draft<RulesForm> {
  const { receiver, offHours, inactivity, closingText, isClosingTextShown, keepsUnanswered } = edit
  return {
    ...(receiver && { receiver }),
    ...(offHours && {
      offHours: { mode: modeOf(offHours), botId: offHours.botId ?? values.offHours.botId },
    }),
    ...(inactivity !== undefined && {
      inactivity: inactivity && { value: String(inactivity.value), unit: inactivity.unit },
    }),
    ...(closingText !== undefined && { closingText }),
    ...(isClosingTextShown !== undefined && { isClosingTextShown }),
    ...(keepsUnanswered !== undefined && { keepsUnanswered }),
  }
}

function modeOf({ bot, autoReplies }: { bot: boolean; autoReplies: boolean }): OffHoursMode {
  if (bot) return 'bot'
  return autoReplies ? 'auto-replies' : 'nothing'
}

/** COM-62: of the two switches, one or none. */
export function switchOffHours(
  mode: OffHoursMode,
  which: 'bot' | 'auto-replies',
  isOn: boolean,
): OffHoursMode {
  if (isOn) return which
  return mode === which ? 'nothing' : mode
}

/** D-08 */
const longestInactivity = { hours: 720, days: 365 }

export type RulesProblem =
  | { code: 'required' | 'more-than-zero' | 'not-whole' | 'choose-backup' }
  | { code: 'choose-operator' | 'choose-team' | 'choose-bot' }
  | { code: 'at-most'; limit: number }
  | { code: 'range'; least: number; most: number }
  | { code: 'too-long'; limit: number; excess: number }

/** What cannot be saved, by the path the API would name; only of what was touched. */
export function rulesProblems(
  form: RulesForm,
  changes: Draft<RulesForm>,
): Record<string, RulesProblem> {
  const problems: Record<string, RulesProblem> = {}
  const { receiver, offHours, inactivity } = form
  if (changes.receiver && receiver.id === '') {
    problems['receiver.id'] = { code: `choose-${receiver.kind}` }
  }
  if (changes.receiver && receiver.kind === 'bot' && !receiver.backup) {
    problems['receiver.backup'] = { code: 'choose-backup' }
  }
  if (changes.offHours && offHours.mode === 'bot' && offHours.botId === null) {
    problems['offHours.botId'] = { code: 'choose-bot' }
  }
  if (changes.offHoursFallback !== undefined) {
    const problem = tooLong(form.offHoursFallback, AUTO_TEXT_LIMIT)
    if (problem) problems.offHoursFallback = problem
  }
  if (changes.closingText !== undefined || changes.isClosingTextShown !== undefined) {
    const problem = closingProblem(form)
    if (problem) problems.closingText = problem
  }
  if (changes.inactivity && inactivity) {
    const problem = inactivityProblem(inactivity)
    if (problem) problems['inactivity.value'] = problem
  }
  if (changes.operatorWaitMin !== undefined && !isWithin(form.operatorWaitMin, 1, 1440)) {
    problems.operatorWaitMin = { code: 'range', least: 1, most: 1440 }
  }
  if (changes.weight !== undefined && !isWithin(form.weight, 1, 100)) {
    problems.weight = { code: 'range', least: 1, most: 100 }
  }
  return problems
}

/** COM-42, D-04: over the limit, or nothing to say. */
function closingProblem(form: RulesForm): RulesProblem | undefined {
  const problem = tooLong(form.closingText, CLOSING_TEXT_LIMIT)
  if (problem) return problem
  const isEmpty = codePoints(form.closingText) === 0
  return form.isClosingTextShown && isEmpty ? { code: 'required' } : undefined
}

function tooLong(text: string, limit: number): RulesProblem | undefined {
  const length = codePoints(text)
  return length > limit ? { code: 'too-long', limit, excess: length - limit } : undefined
}

/** COM-71 */
function inactivityProblem(
  inactivity: NonNullable<RulesForm['inactivity']>,
): RulesProblem | undefined {
  const value = numberOf(inactivity.value)
  const limit = longestInactivity[inactivity.unit]
  if (typeof value === 'string' && value !== '' && !/^-\d/.test(value)) return { code: 'not-whole' }
  if (typeof value !== 'number' || value < 1) return { code: 'more-than-zero' }
  return value > limit ? { code: 'at-most', limit } : undefined
}

function isWithin(typed: string, least: number, most: number): boolean {
  const value = numberOf(typed)
  return typeof value === 'number' && value >= least && value <= most
}

/** A whole number, or what was typed, for the server to say what it is not. */
export function numberOf(typed: string): number | string {
  const text = typed.trim()
  return /^-?\d{1,9}$/.test(text) ? Number(text) : text
}
