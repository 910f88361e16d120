import { templateVariables } from '@otklik/protocol'
import type { Scenario, ScenarioReceiver, TemplateContent } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { findForBots } from '../files/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'
import { findOperators, mayAnswer } from '../operators/index.ts'
import type { ScenarioWorld } from '../rules/index.ts'
import { findTeams } from '../teams/index.ts'
import { isSandbox } from './bot-fetch.ts'
import { filesOf } from './keep-scenario-files.ts'

export interface WhoseScenario {
  accountId: string
  botId?: string | undefined
  language: Language
  /** Inside the network, and allowed by the installation. */
  allowedHosts: readonly string[]
}

/** What there is for a scenario to speak of: of everything that it names, what exists. */
export async function readScenarioWorld(
  client: Queryable,
  { accountId, botId, language, allowedHosts }: WhoseScenario,
  scenario: Scenario,
): Promise<ScenarioWorld> {
  const { operators, teams } = receiversOf(scenario)
  const found = {
    operators: await findOperators(client, accountId, operators),
    teams: await findTeams(client, accountId, teams),
    files: await findForBots(client, accountId, filesOf(scenario)),
    ...(await readAccount(client, accountId, botId)),
  }
  return {
    ...(botId && { botId }),
    operators: idsOf(found.operators.filter(mayAnswer)),
    teams: idsOf(found.teams),
    bots: new Set(found.bots),
    channels: idsOf(found.channels),
    files: found.files,
    templates: new Map(found.templates.map(({ id, content }) => [id, keysOf(content)])),
    kinds: kindsOf(found.channels, language),
    mayAsk: (address) =>
      isSafeAddress(address, allowedHosts) || (found.isDemo && isSandbox(address)),
  }
}

const idsOf = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id))

function receiversOf({ steps }: Scenario): { operators: string[]; teams: string[] } {
  const receivers: ScenarioReceiver[] = steps.flatMap((step) => {
    if (step.kind === 'hand-over') return [step.to]
    return step.kind === 'topic' ? [...step.rules.map(({ to }) => to), step.otherwise.to] : []
  })
  const of = (kind: 'operator' | 'team') =>
    receivers.flatMap((to) => (to.kind === kind && to.id !== null ? [to.id] : []))
  return { operators: of('operator'), teams: of('team') }
}

interface AccountRow {
  isDemo: boolean
  bots: string[]
  channels: { id: string; kind: string; isUsed: boolean }[]
  templates: { id: string; content: TemplateContent }[]
}

async function readAccount(
  client: Queryable,
  accountId: string,
  botId: string | undefined,
): Promise<AccountRow> {
  const { rows } = await client.query<AccountRow>(
    `select a.is_demo as "isDemo",
       array(select b.id from bots b where b.account_id = a.id and b.published_version is not null
         and b.deleted_at is null) as bots,
       (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'isUsed',
            coalesce(r.receiver_bot_id = $2 or r.off_hours = 'bot' and r.off_hours_bot_id = $2,
              false))), '[]')
          from channels c
          left join channel_rules r on r.account_id = c.account_id and r.channel_id = c.id
          where c.account_id = a.id and c.state <> 'disconnected') as channels,
       (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'content', t.content)), '[]')
          from templates t
          where t.account_id = a.id and t.state = 'approved' and t.archived_at is null
            and t.unsupported is null) as templates
     from accounts a where a.id = $1`,
    [accountId, botId ?? null],
  )
  if (!rows[0]) throw new Error(`No account ${accountId}`)
  return rows[0]
}

/** A file above the text is chosen anew with every message, which only a person can. */
function keysOf(content: TemplateContent): string[] {
  const keys = templateVariables(content).map(({ key }) => key)
  return content.header && content.header.kind !== 'text' ? ['header.file', ...keys] : keys
}

/** As the settings list them. */
function kindsOf(channels: AccountRow['channels'], language: Language): ScenarioWorld['kinds'] {
  return [...catalogue.values()].flatMap(({ id, words, capabilities }) => {
    const own = channels.filter(({ kind }) => kind === id)
    if (own.length === 0) return []
    const isUsed = own.some((each) => each.isUsed)
    return [{ title: words[language].title, buttons: capabilities.buttons, isUsed }]
  })
}
