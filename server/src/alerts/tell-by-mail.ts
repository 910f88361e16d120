import type { Trouble } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import { isNotSuspended, type Queryable } from '../database/index.ts'
import type { Alerting, Ended } from './alerting.ts'

interface Facts {
  account_id: string
  channel_id: string | null
  webhook_id: string | null
  kind: Trouble['kind']
}

/** What is written, in its reader's language; undefined where there is nothing to tell any more. */
type Letter = (language: Language) => { subject: string; text: string }
type Which = 'trouble' | 'troubleOver'

/** Letters that have not gone yet, as when the mail server was away, go with the next round. */
export async function tellBegun(around: Alerting): Promise<void> {
  if (!around.mail.canSend) return
  const { database, clock } = around
  const { rows } = await database.query<Facts & { id: string }>(
    `select account_id, id, channel_id, webhook_id, kind from troubles where mailed_at is null and ${isNotSuspended}`,
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
async function write(around: Alerting, facts: Facts, which: Which): Promise<boolean> {
  const { database, mail, onProblem } = around
  const letter = await compose(around, facts, which)
  if (!letter) return true
  const people = await listAdministrators(database, facts.account_id)
  let sent = 0
  for (const { email, language } of people) {
    try {
      await mail.send({ to: email, ...letter(language) })
      sent++
    } catch (error) {
      onProblem('a letter about a trouble was not sent', { error: String(error) })
    }
  }
  return sent > 0 || people.length === 0
}

function compose(around: Alerting, facts: Facts, which: Which): Promise<Letter | undefined> {
  return facts.kind === 'webhook-off'
    ? composeOfWebhook(around, facts, which)
    : composeOfChannel(around, { ...facts, kind: facts.kind }, which)
}

async function composeOfChannel(
  { database, config }: Alerting,
  { account_id, channel_id, kind }: Facts & { kind: Exclude<Trouble['kind'], 'webhook-off'> },
  which: Which,
): Promise<Letter | undefined> {
  const { rows } = await database.query<{
    company: string
    channel_kind: string
    channel: string
    state: string
  }>(
    `select a.name as company, c.kind as channel_kind, c.name as channel, c.state
     from channels c join accounts a on a.id = c.account_id where c.account_id = $1 and c.id = $2`,
    [account_id, channel_id],
  )
  const [told] = rows
  // One that was taken away is not «working again», and nobody has to hear of it.
  if (!told || told.state === 'disconnected') return undefined
  const link = `${originOf(config)}/settings/channels/${channel_id}`
  return (language) => {
    const { subject, text } = wordsOf(language).mail[which]
    const title = catalogue.get(told.channel_kind)?.words[language].title ?? told.channel_kind
    const said = { company: told.company, channel: `${title} · ${told.channel}`, kind, link }
    return { subject: subject(said), text: text(said) }
  }
}

async function composeOfWebhook(
  { database, config }: Alerting,
  { account_id, webhook_id }: Facts,
  which: Which,
): Promise<Letter | undefined> {
  const { rows } = await database.query<{ company: string; webhook: string; state: string }>(
    `select a.name as company, w.name as webhook, w.state
     from webhooks w join accounts a on a.id = w.account_id where w.account_id = $1 and w.id = $2`,
    [account_id, webhook_id],
  )
  const [told] = rows
  // Switched off by hand it is not «working again» either.
  if (!told || (which === 'troubleOver' && told.state !== 'on')) return undefined
  const said = { ...told, link: `${originOf(config)}/settings/developers` }
  const name = which === 'trouble' ? 'webhookOff' : 'webhookOn'
  return (language) => {
    const { subject, text } = wordsOf(language).mail[name]
    return { subject: subject(said), text: text(said) }
  }
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

const originOf = ({ port, publicUrl }: Alerting['config']): string =>
  publicUrl ?? `http://localhost:${port}`
