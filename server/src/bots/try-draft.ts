import type { Scenario, TryAnswer, TryRequest } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { findPerson } from '../operators/index.ts'
import { tryScenario } from '../rules/index.ts'

interface Trying {
  accountId: string
  operatorId: string
  language: Language
  now: Date
}

/** A talk with the draft: whoever tries it out is the customer, by their own name and language. */
export async function tryDraft(
  client: Queryable,
  { accountId, operatorId, language, now }: Trying,
  request: TryRequest,
): Promise<TryAnswer> {
  const kind = catalogue.get(request.kind)
  if (!kind) throw new InvalidFieldsError({ kind: { code: 'unknown' } })
  const { name } = await findPerson(client, accountId, operatorId)
  const { channel, templates } = await readSurroundings(client, accountId, request.channelId)
  return tryScenario(request, {
    facts: {
      now: now.getTime(),
      attributes: {},
      isOpen: request.isOpen,
      channelId: request.channelId ?? '',
      channelName: channel ?? kind.words[language].title,
      contactName: name,
      language,
      isNewContact: request.isNewContact,
      conversationNumber: 1,
      lastText: '',
    },
    looks: kind.capabilities.buttons,
    published: await listPublished(client, accountId),
    isSendable: (templateId) => templates.includes(templateId),
  })
}

async function readSurroundings(client: Queryable, accountId: string, channelId: string | null) {
  const { rows } = await client.query<{ channel: string | null; templates: string[] }>(
    `select (select name from channels where account_id = $1 and id = $2) as channel,
       array(select id from templates where account_id = $1 and state = 'approved'
         and archived_at is null and unsupported is null) as templates`,
    [accountId, channelId],
  )
  return rows[0] ?? { channel: null, templates: [] }
}

async function listPublished(client: Queryable, accountId: string) {
  const { rows } = await client.query<{ id: string; version: number; scenario: Scenario }>(
    `select b.id, v.version, v.scenario from bots b
     join scenario_versions v on v.account_id = b.account_id and v.bot_id = b.id
       and v.version = b.published_version
     where b.account_id = $1 and b.deleted_at is null and b.is_enabled`,
    [accountId],
  )
  return new Map(rows.map(({ id, version, scenario }) => [id, { version, scenario }]))
}
