import type { SlaSettings, SlaTargets } from '@otklik/protocol'
import type { AuditChange } from '@otklik/protocol/settings'
import type { Words } from '@otklik/words'

import type { Formats } from '../../ui/formats.ts'
import { saySla } from '../../ui/say-sla.ts'

export type Value = AuditChange['before']

/** What values are said with: the reader's language, and the names of now. */
export interface Speech {
  words: Words['web']
  formats: Formats
  operator(id: string): string | undefined
  team(id: string): string | undefined
  bot(id: string): string | undefined
  channel(id: string): string | undefined
  /** Of a field of a channel's connection. */
  connectionField(name: string): string | undefined
}

/** One sentence, or one for each item of a list; nothing where the value is not what was expected. */
export type Say = (value: Value, speech: Speech) => string | string[] | undefined

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const isRecord = (value: Value): value is { [field: string]: Exclude<Value, undefined> } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text: Say = (value, { words }) => {
  if (typeof value !== 'string') return undefined
  return value === '' ? words.audit.nothing : words.audit.quoted(value)
}

const plain: Say = (value) => (typeof value === 'string' ? value : undefined)

const number: Say = (value, { formats }) =>
  typeof value === 'number' ? formats.number(value) : undefined

const isSwitchedOn: Say = (value, { words }) => (value ? words.audit.on : words.audit.off)

/** In units of so many milliseconds; null is off. */
const lasting =
  (unitMs: number): Say =>
  (value, { words, formats }) => {
    if (value === null) return words.audit.off
    return typeof value === 'number' ? formats.term(value * unitMs) : undefined
  }

const choice =
  (field: keyof Words['web']['audit']['choices']): Say =>
  (value, { words }) => {
    const choices: Record<string, string> = words.audit.choices[field]
    return typeof value === 'string' ? choices[value] : undefined
  }

/** A list, item by item: one that is not understood makes the whole not understood. */
const each =
  (say: Say): Say =>
  (value, speech) => {
    if (!Array.isArray(value)) return undefined
    const said = value.map((item: Value) => say(item, speech))
    return said.every((item) => typeof item === 'string') ? said : undefined
  }

const operator: Say = (value, { words, operator }) =>
  typeof value === 'string' ? (operator(value) ?? words.audit.gone.operator) : undefined

const team: Say = (value, { words, team }) => {
  if (value === null) return words.audit.nothing
  return typeof value === 'string' ? (team(value) ?? words.audit.gone.team) : undefined
}

const bot: Say = (value, { words, bot }) => {
  if (value === null) return words.audit.nothing
  return typeof value === 'string' ? (bot(value) ?? words.audit.gone.bot) : undefined
}

const channel: Say = (value, { words, channel }) =>
  typeof value === 'string' ? (channel(value) ?? words.audit.gone.channel) : undefined

const role: Say = (value, { words }) => {
  const roles: Record<string, string> = words.operators.roles
  return typeof value === 'string' ? roles[value] : undefined
}

const scope: Say = (value, { words }) => {
  const scopes: Record<string, string> = words.operators.scopes
  return typeof value === 'string' ? scopes[value] : undefined
}

const receiver: Say = (value, speech) => {
  if (!isRecord(value)) return undefined
  const { kind, id, backup } = value
  if (kind === 'operator') return operator(id, speech)
  if (kind === 'team') return team(id, speech)
  const taken = backup && receiver(backup, speech)
  const main = bot(id, speech)
  return typeof taken === 'string' && typeof main === 'string'
    ? speech.words.audit.backup(main, taken)
    : main
}

const absence: Say = (value, { words, formats }) => {
  if (!isRecord(value) || typeof value.afterS !== 'number') return undefined
  const { audit } = words
  const wait = value.afterS === 0 ? audit.atOnce : audit.after(formats.term(value.afterS * 1000))
  if (value.policy === 'keep') return audit.absence.keep()
  if (value.policy === 'queue') return audit.absence.queue(wait)
  return value.policy === 'reassign' ? audit.absence.reassign(wait) : undefined
}

const sla: Say = (value, { words, formats }) => {
  if (!isRecord(value) || !('usual' in value)) return undefined
  const { teams } = words
  const { usual, vip } = value as SlaSettings
  const say = (targets: SlaTargets) =>
    saySla(targets, { words: teams.slaTargets, none: teams.slaNone, formats })
  return vip ? `${say(usual)}. ${teams.slaForVip(say(vip))}` : say(usual)
}

const inactivity: Say = (value, { words }) => {
  if (value === null) return words.audit.off
  if (!isRecord(value) || typeof value.value !== 'number') return undefined
  if (value.unit === 'hours') return words.audit.hours(value.value)
  return value.unit === 'days' ? words.audit.days(value.value) : undefined
}

const reply: Say = (value, { words, formats }) => {
  if (!isRecord(value) || typeof value.text !== 'string' || typeof value.delayS !== 'number') {
    return undefined
  }
  const { audit } = words
  const delay = value.delayS === 0 ? audit.atOnce : audit.after(formats.term(value.delayS * 1000))
  return `${audit.quoted(value.text)} ${delay}`
}

const hours: Say = (value, { words }) => {
  if (!Array.isArray(value)) return undefined
  if (value.length === 0) return words.schedule.dayOff
  const said = value.map((interval: Value) =>
    isRecord(interval) ? words.audit.interval(String(interval.from), String(interval.to)) : '',
  )
  return said.join(', ')
}

const queueWait: Say = (value, speech) =>
  value === null ? speech.words.teams.any : lasting(second)(value, speech)

/** With its year: entries stay. */
const date = (day: string, { formats }: Speech) =>
  formats.day(new Date(`${day}T00:00`), new Date(0))

const exception: Say = (value, speech) => {
  if (!isRecord(value) || typeof value.from !== 'string' || typeof value.to !== 'string') {
    return undefined
  }
  const { audit } = speech.words
  const [from, to] = [date(value.from, speech), date(value.to, speech)]
  const dates = from === to ? from : audit.dates(from, to)
  return `${value.name || audit.someday}, ${dates}: ${hours(value.intervals, speech)}`
}

const isSuspended: Say = (value, { words }) =>
  value ? words.audit.suspension.on : words.audit.suspension.off

const scenarioVersion: Say = (value, { words }) =>
  typeof value === 'number' ? words.audit.scenarioVersion(value) : undefined

const yes: Say = (value, { words }) => (value ? words.audit.yes : words.audit.no)

const access: Say = (value, { words }) =>
  value ? words.audit.access.closed : words.audit.access.open

/** Every setting that has words, by the path of its field. */
export const sayings: Readonly<Record<string, Say>> = {
  name: text,
  email: plain,
  role,
  isDisabled: access,
  capacity: number,
  skills: each(text),
  scope,
  isOn: isSwitchedOn,
  isSuspended,
  memberIds: each(operator),
  'settings.method': choice('settings.method'),
  'settings.hand': choice('settings.hand'),
  'settings.respectsStatus': isSwitchedOn,
  'settings.answerWaitS': lasting(second),
  'settings.whenNobodyAnswers': choice('settings.whenNobodyAnswers'),
  'settings.queueWaitS': queueWait,
  'settings.afterQueueWait': choice('settings.afterQueueWait'),
  'settings.backupTeamId': team,
  'settings.answerNormS': lasting(second),
  'settings.tellTeamS': lasting(second),
  'settings.silenceS': lasting(second),
  'settings.stickyWaitS': lasting(second),
  'settings.relaxAfterS': lasting(second),
  'settings.sla': sla,
  'settings.absence': absence,
  receiver,
  operatorWaitMin: lasting(minute),
  autoReplies: each(reply),
  offHoursMode: choice('offHoursMode'),
  offHoursBotId: bot,
  offHoursFallback: text,
  offHoursReplies: each(reply),
  isClosingTextShown: isSwitchedOn,
  closingText: text,
  closingTemplateId: isSwitchedOn,
  inactivity,
  keepsUnanswered: isSwitchedOn,
  weight: number,
  mustSkills: each(text),
  niceSkills: each(text),
  timeZone: plain,
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [`week.${day}`, hours])),
  exceptions: each(exception),
  signature: choice('signature'),
  language: plain,
  category: choice('category'),
  templateState: choice('templateState'),
  header: text,
  body: text,
  footer: text,
  buttons: each(text),
  fieldKind: choice('fieldKind'),
  options: each(text),
  reviewedTeamIds: each(team),
  'quality.isOn': isSwitchedOn,
  'quality.kind': choice('quality.kind'),
  'quality.perOperator': number,
  'quality.lowScore': number,
  'quality.leastMessages': number,
  'quality.teamIds': each(team),
  'quality.from': plain,
  'quality.until': plain,
  'quality.criteria': each(text),
  'quality.isArchived': yes,
  'quality.edition': number,
  'quality.appealDays': number,
  'quality.decision': choice('quality.decision'),
  mergedContact: text,
  rows: number,
  conversationCount: number,
  botKind: choice('botKind'),
  isEnabled: isSwitchedOn,
  answerWithinS: lasting(second),
  url: text,
  publishedVersion: scenarioVersion,
  kind: choice('kind'),
  isArchived: yes,
  of: choice('of'),
  teamIds: each(team),
  channelIds: each(channel),
  widgetIds: each(channel),
  sites: each(plain),
  needsConsent: yes,
  retentionDays: number,
  'tracking.isOn': isSwitchedOn,
  'tracking.question': text,
  ratedChannelIds: each(channel),
  'rating.isOn': isSwitchedOn,
  'rating.scale': choice('scale'),
  'rating.question': text,
  'rating.commentQuestion': text,
  'rating.thanks': text,
  'rating.everyHours': lasting(hour),
  'rating.awaitHours': lasting(hour),
  'rating.asksAfterTimeout': isSwitchedOn,
  'rating.lowScore': number,
}
