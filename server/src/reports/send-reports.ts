import type { Role, Scope } from '@otklik/protocol'
import type { ReportFilter, ReportSubscription } from '@otklik/protocol/reports'
import { type Language, wordsOf } from '@otklik/words'

import { permissionsOf, scopeOf } from '../access/index.ts'
import { type Database, isNotSuspended, type Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Mail } from '../lib/mail.ts'
import type { Asker } from './asked.ts'
import { makeTable, nameFile } from './make-table.ts'
import { nextSending, periodBefore, type Times } from './next-sending.ts'
import { mimeOf, writeFile } from './write-file.ts'

interface Parts {
  database: Database
  clock: Clock
  mail: Mail
  config: { publicUrl?: string | undefined; port: number }
  onProblem(problem: string, facts: object): void
}

const LOOK_EVERY_MS = 30_000
/** Under way, or not gone: looked at again then. */
const AGAIN_MS = 10 * 60_000
/** What was due while we were away for longer than this is not sent any more. */
const LATEST_MS = 7 * 86_400_000

interface Due {
  account_id: string
  id: string
  operator_id: string
  report: ReportSubscription['report']
  filter: ReportFilter
  metric: ReportSubscription['metric'] | null
  every: Times['every']
  weekday: number | null
  month_day: number | null
  hour: number
  format: ReportSubscription['format']
  next_at: Date
  time_zone: string
}

/**
 * Reports by e-mail, each when it is due. When it goes next is written after it has gone: what a crash
 * interrupts is sent afterwards, under the same name.
 */
export function sendReports(parts: Parts): Loop {
  return createLoop('letters with reports', () => sendDue(parts), {
    everyMs: LOOK_EVERY_MS,
    onProblem: parts.onProblem,
  })
}

/** Sends the report that is due first. True when there was one: there may be more. */
export async function sendDue(parts: Parts): Promise<boolean> {
  const { database, clock, mail, onProblem } = parts
  if (!mail.canSend) return false
  const due = await takeDue(database, clock.now())
  if (!due) return false
  try {
    await send(parts, due)
    await setNext(database, due, clock.now())
  } catch (error) {
    onProblem('a report was not sent', { subscription: due.id, error: String(error) })
    await database.query(
      'update report_subscriptions set failed_at = $3 where account_id = $1 and id = $2',
      [due.account_id, due.id, clock.now()],
    )
  }
  return true
}

async function takeDue(database: Queryable, now: Date): Promise<Due | undefined> {
  const { rows } = await database.query<Due>(
    `update report_subscriptions s set retry_at = $2 from schedules h
     where h.account_id = s.account_id and (s.account_id, s.id) = (
       select account_id, id from report_subscriptions
       where coalesce(retry_at, next_at) <= $1 and ${isNotSuspended}
       order by coalesce(retry_at, next_at), id limit 1 for update skip locked)
     returning s.account_id, s.id, s.operator_id, s.report, s.filter, s.metric, s.every,
       s.weekday, s.month_day, s.hour, s.format, s.next_at, h.time_zone`,
    [now, new Date(now.getTime() + AGAIN_MS)],
  )
  return rows[0]
}

const timesOf = ({ every, weekday, month_day, hour }: Due): Times => ({
  ...{ every, hour },
  ...(weekday !== null && { weekday }),
  ...(month_day !== null && { monthDay: month_day }),
})

async function setNext(database: Queryable, due: Due, now: Date): Promise<void> {
  const times = timesOf(due)
  const timeZone = due.time_zone
  const earliest = new Date(Math.max(due.next_at.getTime(), now.getTime() - LATEST_MS))
  await database.query(
    `update report_subscriptions set next_at = $3, retry_at = null, last_sent_at = $4,
       failed_at = null
     where account_id = $1 and id = $2 and next_at = $5`,
    [due.account_id, due.id, nextSending(times, { timeZone, now: earliest }), now, due.next_at],
  )
}

interface Reader {
  email: string
  company: string
  language: Language
  role: Role
  scope: Scope
  team_ids: string[]
  is_shut_out: boolean
}

/** To whom it belongs, as far as they may see now. */
async function send({ database, clock, mail, config }: Parts, due: Due): Promise<void> {
  const reader = await findReader(database, due)
  if (!reader || reader.is_shut_out || !permissionsOf(reader.role).has('reports.view')) return
  const { email, company, language } = reader
  const { report, filter, metric, format, time_zone: timeZone } = due
  const period = periodBefore(timesOf(due), { timeZone, now: due.next_at })
  const asker = askerOf(due, reader)
  const table = await makeTable(database, report, {
    ...{ asker, filter, period, compare: 'before', language },
    ...(metric && { metric }),
    now: clock.now(),
  })
  const words = wordsOf(language)
  const days = period.from === period.to ? period.from : `${period.from} – ${period.to}`
  const origin = config.publicUrl ?? `http://localhost:${config.port}`
  const said = {
    report: words.web.reports.names[report],
    ...{ company, period: days, link: `${origin}/reports/${report}` },
  }
  await mail.send({
    to: email,
    subject: words.mail.report.subject(said),
    text: words.mail.report.text(said),
    messageId: `<report-${due.id}-${period.to}@${new URL(origin).hostname}>`,
    attachments: [
      {
        filename: nameFile(report, { language, period, format }),
        contentType: mimeOf[format],
        content: await writeFile(table, format),
      },
    ],
  })
}

function askerOf({ account_id, operator_id }: Due, reader: Reader): Asker {
  const scope = scopeOf(reader.role, reader.scope)
  const teams = scope === 'own' ? [] : reader.team_ids
  return { accountId: account_id, scope, seesOf: [operator_id, ...teams] }
}

async function findReader(database: Queryable, due: Due): Promise<Reader | undefined> {
  const { rows } = await database.query<Reader>(
    `select u.email, a.name as company, m.role, o.scope,
       case when u.preferences ->> 'language' = 'en' then 'en' else 'ru' end as language,
       array(select t.team_id from team_members t
         where t.account_id = o.account_id and t.operator_id = o.id) as team_ids,
       m.disabled_at is not null or u.disabled_at is not null as is_shut_out
     from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
     join users u on u.id = o.user_id
     join accounts a on a.id = o.account_id
     where o.account_id = $1 and o.id = $2`,
    [due.account_id, due.operator_id],
  )
  return rows[0]
}
