import type { Database } from '../../database/index.ts'
import { momentOfDay } from './moments.ts'
import type { Roster } from './roster.ts'

const days = 13

/** A shift of each: when it begins, and what interrupts it, in minutes of the day. */
const shifts = [
  { who: 'Анна', from: 9 * 60, to: 18 * 60, lunch: 13 * 60 },
  { who: 'Дмитрий', from: 10 * 60, to: 19 * 60, lunch: 14 * 60 },
  { who: 'Елена', from: 9 * 60 + 30, to: 18 * 60, lunch: 13 * 60 + 30 },
  { who: 'Тимур', from: 11 * 60, to: 20 * 60, lunch: 15 * 60 },
] as const

type Spell = [from: number, to: number, status: string, reason: string]

/** Who was on the line when, and why they were away; what was written already stays. */
export async function keepShifts(
  { database }: { database: Database },
  { accountId, operator }: Roster,
  before: Date,
): Promise<void> {
  const spells = shifts.flatMap(({ who, ...shift }, place) =>
    Array.from({ length: days }, (_, ago) => ago + 1)
      // Two days a week are free, not the same for all.
      .filter((daysAgo) => (daysAgo + place * 2) % 7 > 1)
      .flatMap((daysAgo) =>
        spellsOf(shift, daysAgo).map(([from, to, status, reason]) => ({
          operatorId: operator(who).id,
          ...{ status, reason },
          since: momentOfDay(daysAgo, from, before),
          until: momentOfDay(daysAgo, to, before),
        })),
      ),
  )
  await database.query(
    `insert into operator_spells (account_id, operator_id, since, until, status, reason)
     select $1, s."operatorId", s.since, s.until, s.status, s.reason
     from jsonb_to_recordset($2) as s ("operatorId" uuid, since timestamptz, until timestamptz,
       status text, reason text)
     on conflict do nothing`,
    [accountId, JSON.stringify(spells)],
  )
}

function spellsOf(
  { from, to, lunch }: { from: number; to: number; lunch: number },
  daysAgo: number,
): Spell[] {
  const late = from + (daysAgo % 4) * 7
  const call = lunch + 150 + (daysAgo % 3) * 20
  return [
    [late, lunch, 'online', ''],
    [lunch, lunch + 45, 'break', 'Обед'],
    [lunch + 45, call, 'online', ''],
    [call, call + 25, 'do-not-disturb', 'Планёрка'],
    [call + 25, to, 'online', ''],
  ]
}
