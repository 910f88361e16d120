import type { ContactPhones } from '@otklik/protocol'

import { type Author, recordChange } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { listAddresses, viewAddress } from './contact-card.ts'
import { findContact } from './contact-row.ts'
import type { Reader } from './known-to.ts'

/** «Показать»: who saw whose phone is written down, each time. */
export function revealPhones(
  database: Database,
  reader: Reader & Author,
  contactId: string,
): Promise<ContactPhones> {
  return database.transaction(async (client) => {
    const contact = await findContact(client, reader, contactId)
    if (!contact) throw new NotFoundError()
    await recordChange(client, reader, {
      action: 'revealed',
      subject: { kind: 'contact', id: contact.id, name: contact.name },
      changes: [],
    })
    const addresses = await listAddresses(client, reader.accountId, contact.id)
    return {
      phone: contact.phone,
      addresses: addresses.flatMap((row) => {
        const { channelId, address } = viewAddress(row)
        return row.profile.phone ? [{ channelId, address, phone: row.profile.phone }] : []
      }),
    }
  })
}
