import type { Role, TeamSettings } from '@otklik/protocol'
import type {
  OffHoursMode,
  Receiver,
  ScheduleRules,
  TemplateContent,
} from '@otklik/protocol/settings'

import { permissionsOf } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import {
  type ChannelRules,
  compileSchedule,
  isComplete,
  type RatingRules,
  type Settings,
  type TeamRules,
  toTemplateMessage,
} from '../rules/index.ts'
import { type LabelRows, toLabelRules } from './label-rules.ts'
import { type ReceiverColumns, receiverOf } from './receiver.ts'

/** Everything the rules and routing know of an account's settings, at one version. */
export interface AccountRules {
  version: number
  settings: Settings
  teams: readonly TeamRules[]
  /** By team, in the order of «Строго по очереди». */
  members: ReadonlyMap<string, readonly string[]>
  channel(id: string): ChannelRules & RoutingNeeds
}

/** What a conversation of a channel asks of the one who gets it. */
interface RoutingNeeds {
  weight: number
  mustSkills: readonly string[]
  niceSkills: readonly string[]
}

/** An account's settings as they are stored, before anything is worked out. */
export interface AccountRow extends LabelRows {
  version: number
  schedule: {
    timeZone: string
    week: ScheduleRules['week']
    exceptions: ScheduleRules['exceptions']
  }
  teams: {
    id: string
    name: string
    isEveryone: boolean
    settings: TeamSettings
    memberIds: string[]
  }[]
  operators: { id: string; name: string; isDisabled: boolean; role: Role }[]
  bots: BotRow[]
  channels: ChannelRow[]
}

interface BotRow {
  id: string
  name: string
  isAvailable: boolean
  answerWithinS: number
}

interface StoredRating {
  scale: RatingRules['scale']
  question: string
  comment_question: string
  thanks: string
  every_hours: number
  await_hours: number
  asks_after_timeout: boolean
  low_score: number
}

interface StoredReply {
  id: string
  text: string
  delayS: number
}

export interface ChannelRow extends ReceiverColumns {
  channel_id: string
  operator_wait_min: number
  auto_replies: StoredReply[]
  off_hours: OffHoursMode
  off_hours_bot_id: string | null
  off_hours_fallback: string
  off_hours_replies: StoredReply[]
  is_closing_text_shown: boolean
  closing_text: string
  closing_template_id: string | null
  /** Only while it may be sent. */
  closing_template: {
    externalId: string
    name: string
    language: string
    content: TemplateContent
  } | null
  /** Of its group, while customers are asked at all. */
  rating: StoredRating | null
  inactivity_value: number | null
  inactivity_unit: 'hours' | 'days' | null
  keeps_unanswered: boolean
  questions: { label: string; receiver: Receiver }[]
  weight: number
  must_skills: string[]
  nice_skills: string[]
}

/** One statement, so that all of it is of one moment. */
const everything = `
  select a.settings_version as version,
    (select jsonb_build_object('timeZone', s.time_zone, 'week', s.week, 'exceptions', s.exceptions)
      from schedules s where s.account_id = a.id) as schedule,
    (select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'isEveryone', t.is_everyone,
        'settings', t.settings || jsonb_build_object('backupTeamId', t.backup_team_id),
        'memberIds', (
          select coalesce(jsonb_agg(m.operator_id order by m.place), '[]') from team_members m
          where m.account_id = t.account_id and m.team_id = t.id)) order by t.id)
      from teams t where t.account_id = a.id) as teams,
    (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'role', m.role,
        'isDisabled', m.disabled_at is not null) order by o.name, o.id)
      from operators o
      join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
      where o.account_id = a.id) as operators,
    (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name,
        'answerWithinS', b.answer_within_s,
        'isAvailable', b.is_enabled and b.unavailable_since is null
          and (b.kind = 'webhook' or b.published_version is not null)
          and exists (select 1 from modules m
            where m.account_id = b.account_id and m.name = 'bots' and m.is_on))), '[]')
      from bots b where b.account_id = a.id and b.deleted_at is null) as bots,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', l.kind, 'name', l.name,
        'formerNames', l.former_names, 'isArchived', l.archived_at is not null)), '[]')
      from labels l where l.account_id = a.id) as labels,
    (select jsonb_build_object('of', q.required_of, 'teamIds', q.team_ids)
      from topic_requirements q where q.account_id = a.id) as requirement,
    (select coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object('closing_template', (
          select jsonb_build_object('externalId', t.external_id, 'name', t.name,
            'language', t.language, 'content', t.content)
          from templates t
          where t.account_id = r.account_id and t.id = r.closing_template_id
            and t.state = 'approved' and t.archived_at is null and t.unsupported is null),
        'rating', (select to_jsonb(g) from channel_groups g
          join modules m on m.account_id = g.account_id and m.name = 'quality' and m.is_on
          where g.account_id = r.account_id and g.is_rated
            and (g.id = r.group_id or (r.group_id is null and g.is_first)) and r.is_rated))), '[]')
      from channel_rules r where r.account_id = a.id) as channels
  from accounts a where a.id = $1`

export async function readAccountRow(client: Queryable, accountId: string): Promise<AccountRow> {
  const { rows } = await client.query<AccountRow>(everything, [accountId])
  if (!rows[0]) throw new Error(`there is no account ${accountId}`)
  return rows[0]
}

export function toAccountRules(row: AccountRow): AccountRules {
  const operators = new Map(
    (row.operators ?? []).map(({ id, name, isDisabled, role }) => [
      id,
      { name, isDisabled: isDisabled || !permissionsOf(role).has('conversations.take') },
    ]),
  )
  const answering = [...operators].filter(([, { isDisabled }]) => !isDisabled).map(([id]) => id)
  const answeringIn = ({ isEveryone, memberIds }: AccountRow['teams'][number]) =>
    isEveryone ? answering : memberIds.filter((member) => answering.includes(member))
  const teams = row.teams.map((team): TeamRules => {
    const { id, name, isEveryone, settings } = team
    const isStaffed = answeringIn(team).length > 0
    return { ...settings, id, name, isEveryone, isStaffed }
  })
  const bots = new Map(
    row.bots.map(({ answerWithinS, ...bot }) => [
      bot.id,
      { ...bot, answerWithinMs: answerWithinS * 1000 },
    ]),
  )
  const byId = new Map(teams.map((team) => [team.id, team]))
  const channels = new Map(row.channels.map((channel) => [channel.channel_id, toChannel(channel)]))
  return {
    version: row.version,
    teams,
    members: new Map(row.teams.map((team) => [team.id, answeringIn(team)])),
    settings: {
      schedule: compileSchedule(row.schedule),
      everyone: teams.find((team) => team.isEveryone)!,
      team: (id) => byId.get(id),
      operator: (id) => operators.get(id),
      bot: (id) => bots.get(id),
      labels: toLabelRules(row),
    },
    channel(id) {
      const found = channels.get(id)
      if (!found) throw new Error(`channel ${id} has no rules`)
      return found
    },
  }
}

function toChannel(row: ChannelRow): ChannelRules & RoutingNeeds {
  const inactivityMs = inactivityOf(row)
  return {
    receiver: receiverOf(row),
    ...(row.questions.length > 0 && { questions: row.questions }),
    operatorWaitMs: row.operator_wait_min * 60_000,
    autoReplies: row.auto_replies.map(toTimedText),
    offHours: row.off_hours,
    ...(row.off_hours_bot_id && { offHoursBotId: row.off_hours_bot_id }),
    ...(row.off_hours_fallback && { offHoursFallback: row.off_hours_fallback }),
    offHoursReplies: row.off_hours_replies.map(toTimedText),
    ...(row.is_closing_text_shown && { closingText: row.closing_text }),
    ...(row.closing_template &&
      isComplete(row.closing_template.content) && {
        closingTemplate: toTemplateMessage(row.closing_template, {}),
      }),
    ...(row.rating && { rating: toRating(row.rating) }),
    ...(inactivityMs !== undefined && { inactivityMs }),
    keepsUnanswered: row.keeps_unanswered,
    weight: row.weight,
    mustSkills: row.must_skills,
    niceSkills: row.nice_skills,
  }
}

const hourMs = 3_600_000

const toRating = (row: StoredRating): RatingRules => ({
  scale: row.scale,
  question: row.question,
  commentQuestion: row.comment_question,
  thanks: row.thanks,
  everyMs: row.every_hours * hourMs,
  awaitMs: row.await_hours * hourMs,
  asksAfterTimeout: row.asks_after_timeout,
  lowScore: row.low_score,
})

const toTimedText = ({ id, text, delayS }: StoredReply) => ({ id, text, delayMs: delayS * 1000 })

function inactivityOf({ inactivity_value: value, inactivity_unit: unit }: ChannelRow) {
  if (value === null) return undefined
  return value * (unit === 'days' ? 24 : 1) * 3_600_000
}
