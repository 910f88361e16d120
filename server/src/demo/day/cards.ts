import { editContact } from '../../contacts/index.ts'
import type { Database } from '../../database/index.ts'
import { senderOf } from './customers.ts'
import type { Roster } from './roster.ts'
import type { Story } from './story.ts'

/** What the shop keeps of some of its customers. */
export async function fillCards(
  { database }: { database: Database },
  { accountId, channels, operator }: Roster,
  stories: readonly Story[],
): Promise<void> {
  for (const story of stories) {
    if (!story.card) continue
    const { rows } = await database.query<{ id: string; version: number }>(
      `select c.id, c.version from contacts c
       join addresses a on a.account_id = c.account_id and a.contact_id = c.id
       where c.account_id = $1 and a.channel_id = $2 and a.address = $3`,
      [accountId, channels.get(story.messenger)?.id, senderOf(story).address],
    )
    const contact = rows[0]
    if (!contact) continue
    const editing = { accountId, contactId: contact.id, by: operator('Анна').name, now: new Date() }
    const edit = { version: contact.version, ...story.card }
    await database.transaction((client) => editContact(client, editing, edit))
  }
}
