import type { DryRun, dryRunRequest, Timeline } from '@otklik/protocol/settings'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { listRoster } from '../routing/index.ts'
import { atWallClock, nextWeekday, type RosterEntry, simulate } from '../rules/index.ts'
import { type AccountRow, applyEdited, readAccountRow, toAccountRules } from '../settings/index.ts'

type Asked = z.output<typeof dryRunRequest>

interface Where {
  accountId: string
  now: Date
}

/** What the rules would do for a customer who never was; nothing is written, nobody is told. */
export async function runDry(
  client: Queryable,
  { accountId, now }: Where,
  asked: Asked,
): Promise<DryRun> {
  const row = await readAccountRow(client, accountId)
  if (!row.channels.some(({ channel_id: id }) => id === asked.channelId)) throw new NotFoundError()
  const edited = asked.edited && (await applyEdited(client, { accountId, row }, asked.edited))
  const roster = await listRoster(client, accountId)
  const { timeZone } = (edited ?? row).schedule
  const imagined = {
    asked,
    operators: operatorsOf(asked, roster),
    startsAt: startOf(asked, timeZone, now),
  }
  return {
    timeZone,
    stored: timelineOf(row, imagined),
    ...(edited && { edited: timelineOf(edited, imagined) }),
  }
}

/** The account's clock decides, as the open form has it. */
function startOf({ day, time }: Asked, timeZone: string, now: Date): number {
  if (typeof day === 'string') return atWallClock(timeZone, { date: day, time })
  return nextWeekday(timeZone, now.getTime(), { day, time })
}

/** Those who are imagined to be there have nothing else to do. */
function operatorsOf({ onLine }: Asked, roster: RosterEntry[]): RosterEntry[] {
  if (onLine === 'nobody') return []
  if (onLine === 'as-now') return roster
  return roster.map((entry) => ({ ...entry, status: 'online', isPresent: true, load: 0 }))
}

interface Imagined {
  asked: Asked
  operators: RosterEntry[]
  startsAt: number
}

function timelineOf(row: AccountRow, { asked, operators, startsAt }: Imagined): Timeline {
  const { bots } = row
  const account = toAccountRules({
    ...row,
    bots: asked.isBotUnavailable ? bots.map((bot) => ({ ...bot, isAvailable: false })) : bots,
  })
  const { weight, mustSkills, niceSkills, ...rules } = account.channel(asked.channelId)
  const { steps, isComplete } = simulate({
    startsAt,
    customerWritesMs: asked.customerWritesS.toSorted((a, b) => a - b).map((s) => s * 1000),
    rules,
    needs: { weight, mustSkills, niceSkills },
    settings: account.settings,
    teams: account.teams,
    members: account.members,
    operators,
    does: asked.operators,
  })
  return {
    steps: steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
    isComplete,
  }
}
