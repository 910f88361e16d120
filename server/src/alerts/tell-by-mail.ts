import type { Trouble } from '@otklik/protocol'
import { type Language, wordsOf } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import { isNotSuspended, type Queryable } from '../database/index.ts'
import type { Alerting, Ended } from './alerting.ts'

interface Facts {
  account_id: string
  channel_id: string
  kind: Trouble['kind']
}

interface Told extends Facts {
  company: string
  channel_kind: string
  channel: string
  state: string
}

/** Letters that have not gone yet, as when the mail server was away, go with the next round. */
export async function tellBegun(around: Alerting): Promise<void> {
  if (!around.mail.canSend) return
  const { database, clock } = around
  const { rows } = await database.query<Facts & { id: string }>(
    `select account_id, id, channel_id, kind from troubles where mailed_at is null and ${isNotSuspended}`,
  )
  for (const row of rows) {
    if (!(await write(around, row, 'trouble'))) continue
    await database.query('update troubles set mailed_at = $3 where account_id = $1 and id = $2', [
      row.account_id,
      row.id,
      clock.now(),
    ])
  }
}

/** Whoever was not written to about the beginning need not be about the end. */
export async function tellOver(around: Alerting, ended: Ended[]): Promise<void> {
  if (!around.mail.canSend) return
  for (const row of ended) if (row.mailed_at) await write(around, row, 'troubleOver')
}

/** False when nobody could be written to. */
async function write(
  around: Alerting,
  facts: Facts,
  letter: 'trouble' | 'troubleOver',
): Promise<boolean> {
  const { database, mail, onProblem } = around
  const told = await describe(database, facts)
  const people = await listAdministrators(database, facts.account_id)
  // One that was taken away is not «working again», and nobody has to hear of it.
  if (!told || told.state === 'disconnected') return true
  let sent = 0
  for (const { email, language } of people) {
    const { subject, text } = wordsOf(language).mail[letter]
    const title = catalogue.get(told.channel_kind)?.words[language].title ?? told.channel_kind
    const said = {
      company: told.company,
      channel: `${title} · ${told.channel}`,
      kind: told.kind,
      link: addressOf(around, told.channel_id),
    }
    try {
      await mail.send({ to: email, subject: subject(said), text: text(said) })
      sent++
    } catch (error) {
      onProblem('a letter about a channel was not sent', { error: String(error) })
    }
  }
  return sent > 0 || people.length === 0
}

async function describe(database: Queryable, facts: Facts): Promise<Told | undefined> {
  const { rows } = await database.query<Omit<Told, keyof Facts>>(
    `select a.name as company, c.kind as channel_kind, c.name as channel, c.state
     from channels c join accounts a on a.id = c.account_id where c.account_id = $1 and c.id = $2`,
    [facts.account_id, facts.channel_id],
  )
  return rows[0] && { ...facts, ...rows[0] }
}

/** Everybody who may mend a channel: owners and administrators who can sign in. */
async function listAdministrators(database: Queryable, accountId: string) {
  const { rows } = await database.query<{ email: string; language: Language }>(
    `select u.email, case when u.preferences ->> 'language' = 'en' then 'en' else 'ru' end as language
     from memberships m join users u on u.id = m.user_id
     where m.account_id = $1 and m.role in ('owner', 'administrator')
       and m.disabled_at is null and u.disabled_at is null order by u.email`,
    [accountId],
  )
  return rows
}

function addressOf({ config }: Alerting, channelId: string): string {
  const origin = config.publicUrl ?? `http://localhost:${config.port}`
  return `${origin}/settings/channels/${channelId}`
}
