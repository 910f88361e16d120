import type { FastifyBaseLogger } from 'fastify'

import { catalogue } from '../channels/index.ts'
import { type Connecting, connectChannel, mendChannel } from '../connections/index.ts'
import { switchModule } from '../modules/index.ts'
import { editChannelTracking, getChannelTracking } from '../tracking/index.ts'
import { connectDemoSite } from './connect-demo-site.ts'
import { type SandboxCompany, sandboxCompanies } from './sandbox-companies.ts'
import { type Control, controlOf } from './sandbox-control.ts'

interface Demo {
  accountId: string
  sandboxUrl: string
  log: FastifyBaseLogger
}

/**
 * Gives the demo account a channel on every platform of the sandbox, and somebody who can write to
 * each. A channel that was made once, and perhaps disconnected since, is left as it is.
 */
export async function connectDemoChannels(connecting: Connecting, demo: Demo): Promise<void> {
  const { accountId, sandboxUrl, log } = demo
  const made = await kindsOf(connecting, accountId)
  await connectDemoSite(connecting, { accountId, sandboxUrl })
  if (sandboxCompanies.every(({ kind }) => made.has(kind))) return
  await switchModulesOn(connecting, accountId)
  await Promise.all(
    sandboxCompanies
      .filter(({ kind }) => !made.has(kind))
      .map((company) => connect(connecting, { accountId, sandboxUrl, company })),
  )
  log.info('the demo channels are connected to the sandbox')
}

async function kindsOf({ database }: Connecting, accountId: string): Promise<Set<string>> {
  const { rows } = await database.query<{ kind: string }>(
    'select distinct kind from channels where account_id = $1',
    [accountId],
  )
  return new Set(rows.map(({ kind }) => kind))
}

async function switchModulesOn({ database }: Connecting, accountId: string): Promise<void> {
  for (const name of ['whatsapp', 'quality'] as const) {
    await database.transaction((client) =>
      switchModule(client, { author: { accountId }, name, isOn: true }),
    )
  }
}

interface One {
  accountId: string
  sandboxUrl: string
  company: SandboxCompany
}

async function connect(connecting: Connecting, { accountId, sandboxUrl, company }: One) {
  const control = controlOf(sandboxUrl, company.platform)
  const made = await ensureCompany(control, company)
  for (const person of company.people) {
    await control('people', { ...person, languageCode: 'ru', ...company.writesTo(made) })
  }
  for (const template of company.templates ?? []) {
    await control(`${company.companies}/${String(made.id)}/templates`, template)
  }
  const { id: channelId, findings } = await connectChannel(connecting, {
    author: { accountId },
    kind: company.kind,
    settings: { ...company.settings(made), apiUrl: 'sandbox' },
    signature: 'none',
  })
  // What its owner would have clicked on: a platform keeps some of itself off until somebody does.
  for (const { code, mending } of findings) {
    if (mending) await mendChannel(connecting, { accountId, channelId }, code)
  }
  const carries = catalogue.get(company.kind)?.capabilities.linkCarries
  if (carries === 'text') await carryNumber(connecting, { accountId, channelId })
}

/**
 * A text is not put into customers' mouths until somebody decides (WA-20): in the demo it is decided,
 * unless nothing counts its visits any more.
 */
async function carryNumber(
  connecting: Connecting,
  { accountId, channelId }: { accountId: string; channelId: string },
): Promise<void> {
  const language = 'ru'
  const which = { accountId, channelId }
  const { version, question, whyNot } = await getChannelTracking(connecting, which, language)
  if (whyNot) return
  const asked = { version, isOn: true, question }
  await editChannelTracking(connecting, { author: { accountId }, channelId }, { asked, language })
}

/** A start that was killed has perhaps made it already. */
async function ensureCompany(control: Control, { companies, name, traits }: SandboxCompany) {
  const known = await control<Record<string, unknown>[]>(companies)
  const found = known.find((one) => one.name === name)
  return found ?? control<Record<string, unknown>>(companies, { name, ...traits })
}
