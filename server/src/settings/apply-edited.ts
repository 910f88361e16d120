import type { ChannelRules, editedSettings } from '@otklik/protocol/settings'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { refuseWrongHours } from '../schedules/index.ts'
import { checkTeamEdit, getTeam } from '../teams/index.ts'
import type { AccountRow, ChannelRow } from './account-rules.ts'
import { getChannelRules } from './channel-rules-row.ts'
import { checkChannelRules } from './check-channel-rules.ts'
import { receiverColumns } from './receiver.ts'

type Edited = z.output<typeof editedSettings>

/**
 * The settings as they would be if the open form were saved. What saving would refuse is refused
 * here with the same fields, under `edited.…`; nothing is written.
 */
export async function applyEdited(
  client: Queryable,
  { accountId, row }: { accountId: string; row: AccountRow },
  { channel, schedule, team }: Edited,
): Promise<AccountRow> {
  const applied = { ...row }
  if (schedule) {
    await under('edited.schedule', async () => refuseWrongHours(schedule))
    applied.schedule = schedule
  }
  if (team) {
    await under('edited.team', async () => {
      applied.teams = await withTeam(client, accountId, row.teams, team)
    })
  }
  if (channel) {
    await under('edited.channel.rules', async () => {
      applied.channels = await withChannel(client, accountId, row.channels, channel)
    })
  }
  return applied
}

async function withTeam(
  client: Queryable,
  accountId: string,
  teams: AccountRow['teams'],
  { id, ...changes }: NonNullable<Edited['team']>,
): Promise<AccountRow['teams']> {
  const before = await getTeam(client, accountId, id)
  const settings = await checkTeamEdit(client, accountId, before, changes)
  const { memberIds } = changes
  return teams.map((team) =>
    team.id === id ? { ...team, settings, ...(memberIds && { memberIds }) } : team,
  )
}

async function withChannel(
  client: Queryable,
  accountId: string,
  channels: AccountRow['channels'],
  { id, rules }: NonNullable<Edited['channel']>,
): Promise<AccountRow['channels']> {
  const before = await getChannelRules(client, { accountId, channelId: id })
  const asked = { ...rules, version: before.version }
  const after = await checkChannelRules(client, { accountId, channelId: id }, before, asked)
  return channels.map((channel) => (channel.channel_id === id ? toRow(channel, after) : channel))
}

function toRow(before: ChannelRow, rules: ChannelRules): ChannelRow {
  return {
    ...before,
    ...receiverColumns(rules.receiver),
    operator_wait_min: rules.operatorWaitMin,
    auto_replies: rules.autoReplies,
    off_hours: rules.offHoursMode,
    off_hours_bot_id: rules.offHoursBotId,
    off_hours_fallback: rules.offHoursFallback,
    off_hours_replies: rules.offHoursReplies,
    is_closing_text_shown: rules.isClosingTextShown,
    closing_text: rules.closingText,
    // Another than the stored one is imagined as none: what would be sent is not part of a check.
    closing_template:
      rules.closingTemplateId === before.closing_template_id ? before.closing_template : null,
    inactivity_value: rules.inactivity?.value ?? null,
    inactivity_unit: rules.inactivity?.unit ?? null,
    keeps_unanswered: rules.keepsUnanswered,
    weight: rules.weight,
    must_skills: rules.mustSkills,
    nice_skills: rules.niceSkills,
  }
}

/** Paths as a form knows them, under its place in the request. */
async function under(place: string, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    if (!(error instanceof InvalidFieldsError)) throw error
    const fields = Object.entries(error.fields).map(([path, problem]) => [
      `${place}.${path}`,
      problem,
    ])
    throw new InvalidFieldsError(Object.fromEntries(fields))
  }
}
