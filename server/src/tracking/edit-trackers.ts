import { randomBytes } from 'node:crypto'
import type { createTrackerRequest, editTrackerRequest, Tracker } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { catalogue } from '../channels/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { gatherProblems } from '../settings/index.ts'
import { toSiteHost } from './site-hosts.ts'
import { getTracker } from './trackers.ts'

type FieldProblems = ReturnType<typeof gatherProblems>

const MOST_TRACKERS = 50

export async function createTracker(
  client: Queryable,
  author: Author,
  { name, sites }: z.output<typeof createTrackerRequest>,
): Promise<Tracker> {
  const { accountId } = author
  await lockAccount(client, accountId)
  await refuseWithoutModule(client, accountId)
  const problems = gatherProblems()
  const id = newId()
  await checkName(client, { accountId, id, name }, problems)
  const hosts = checkSites(sites, problems)
  problems.refuse()
  const key = randomBytes(15).toString('base64url')
  await client.query(
    'insert into trackers (account_id, id, name, key, sites) values ($1, $2, $3, $4, $5)',
    [accountId, id, name, key, hosts],
  )
  await client.query(
    'insert into tracking_keys (key, account_id, tracker_id) values ($1, $2, $3)',
    [key, accountId, id],
  )
  const made = await getTracker(client, accountId, id)
  await record(client, author, { after: made })
  return made
}

/** Only what is given changes; widgets that are given are all there are (WA-26). */
export async function editTracker(
  client: Queryable,
  { author, id }: { author: Author; id: string },
  { version, ...asked }: z.output<typeof editTrackerRequest>,
): Promise<Tracker> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getTracker(client, accountId, id)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'tracker', id, version })
  }
  const problems = gatherProblems()
  const { name = before.name, needsConsent = before.needsConsent } = asked
  await checkName(client, { accountId, id, name }, problems)
  const sites = asked.sites ? checkSites(asked.sites, problems) : before.sites
  const days = asked.retentionDays ?? before.retentionDays
  const retentionDays = problems.whole('retentionDays', days, { least: 1, most: 730 })
  if (asked.widgetIds) await checkWidgets(client, accountId, asked.widgetIds, problems)
  problems.refuse()
  await client.query(
    `update trackers set version = version + 1, name = $3, sites = $4, needs_consent = $5,
       retention_days = $6
     where account_id = $1 and id = $2`,
    [accountId, id, name, sites, needsConsent, retentionDays],
  )
  if (asked.widgetIds) await link(client, { accountId, id, widgetIds: asked.widgetIds })
  const after = await getTracker(client, accountId, id)
  await record(client, author, { before, after })
  return after
}

/** Its visits go with it; what is known of conversations stays with them. */
export async function deleteTracker(
  client: Queryable,
  { author, id }: { author: Author; id: string },
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getTracker(client, accountId, id)
  await client.query('delete from trackers where account_id = $1 and id = $2', [accountId, id])
  await record(client, author, { before })
}

async function refuseWithoutModule(client: Queryable, accountId: string): Promise<void> {
  if (await isModuleOn(client, accountId, 'call-tracking')) {
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::integer as count from trackers where account_id = $1',
      [accountId],
    )
    if ((rows[0]?.count ?? 0) < MOST_TRACKERS) return
    throw new InvalidFieldsError({ name: { code: 'too-many', facts: { maximum: MOST_TRACKERS } } })
  }
  const facts = { module: 'call-tracking' }
  throw new InvalidFieldsError({ name: { code: 'module-off', facts } })
}

async function checkName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
  problems: FieldProblems,
): Promise<void> {
  const { rowCount } = await client.query(
    'select from trackers where account_id = $1 and id <> $2 and lower(name) = lower($3)',
    [accountId, id, name],
  )
  if (rowCount !== 0) problems.add('name', 'name-taken')
}

function checkSites(sites: readonly string[], problems: FieldProblems): string[] {
  const hosts = sites
    .filter((site) => site.trim() !== '')
    .map((site) => {
      const host = toSiteHost(site)
      if (host === undefined) problems.add('sites', 'wrong-site')
      return host ?? ''
    })
  return [...new Set(hosts)]
}

/** Channels whose customers write through a panel of ours: their widgets. */
const panelKinds = () =>
  [...catalogue.values()].filter(({ capabilities }) => capabilities.hasPanel).map(({ id }) => id)

async function checkWidgets(
  client: Queryable,
  accountId: string,
  widgetIds: readonly string[],
  problems: FieldProblems,
): Promise<void> {
  const { rowCount } = await client.query(
    `select from channels
     where account_id = $1 and id = any($2) and kind = any($3) and state <> 'disconnected'`,
    [accountId, widgetIds, panelKinds()],
  )
  if (rowCount !== new Set(widgetIds).size) problems.add('widgetIds', 'no-such-widget')
}

async function link(
  client: Queryable,
  { accountId, id, widgetIds }: { accountId: string; id: string; widgetIds: readonly string[] },
): Promise<void> {
  await client.query(
    'delete from tracker_links where account_id = $1 and tracker_id = $2 and widget_id <> all($3)',
    [accountId, id, widgetIds],
  )
  await client.query(
    `insert into tracker_links (account_id, tracker_id, widget_id)
     select distinct $1::uuid, $2::uuid, unnest($3::uuid[]) on conflict do nothing`,
    [accountId, id, widgetIds],
  )
}

async function record(
  client: Queryable,
  author: Author,
  { before, after }: { before?: Tracker; after?: Tracker },
): Promise<void> {
  const subject = (after ?? before)!
  await recordChange(client, author, {
    action: !before ? 'created' : after ? 'changed' : 'deleted',
    subject: { kind: 'tracker', id: subject.id, name: subject.name },
    version: subject.version,
    changes: differences(before && settingsOf(before), after && settingsOf(after)),
  })
}

const settingsOf = ({ name, sites, needsConsent, retentionDays, widgetIds }: Tracker) => ({
  name,
  sites,
  needsConsent,
  retentionDays,
  widgetIds,
})
