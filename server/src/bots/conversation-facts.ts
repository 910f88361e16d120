import type { AskedConversation } from './turn.ts'

/** What SQL knows of a conversation that a bot may know: null where there is nothing. */
export type ConversationFacts = {
  [Name in keyof AskedConversation]: AskedConversation[Name] | null
}

/** Of a conversation `c` and `conversationTables`. */
export const conversationFacts = `
  jsonb_build_object('id', c.id, 'number', c.number, 'kind', c.kind, 'channelId', c.channel_id,
    'channelName', h.name, 'platform', h.kind, 'contactId', p.id, 'contactName', p.name,
    'language', a.profile ->> 'language',
    'isNewContact', not exists (
      select from conversations o
      where o.account_id = c.account_id and o.contact_id = c.contact_id and o.number < c.number),
    'attributes', coalesce(c.state -> 'attributes', '{}'),
    'tags', coalesce(c.state -> 'tags', '[]'), 'topic', c.state -> 'topic',
    'place', c.state -> 'holding' -> 'place')`

export const conversationTables = `
  join channels h on h.account_id = c.account_id and h.id = c.channel_id
  join contacts p on p.account_id = c.account_id and p.id = c.contact_id
  left join addresses a on a.account_id = c.account_id and a.channel_id = c.channel_id
    and a.address = c.address`

export function toAskedConversation(facts: ConversationFacts): AskedConversation {
  const known = Object.entries(facts).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as unknown as AskedConversation
}
