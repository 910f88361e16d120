import type { InboundEvent } from '../channels/index.ts'
import type { Database } from '../database/index.ts'

interface Read {
  accountId: string
  channelId: string
  events: readonly InboundEvent[]
}

/**
 * Somebody met under one name may turn out to be known under another. Asked for all that is read at
 * once and before any of it is handed over, so that nobody overtakes anybody.
 */
export async function recognisePeople(database: Database, reads: readonly Read[]): Promise<void> {
  const met = reads.flatMap(({ accountId, channelId, events }) =>
    events.flatMap((event) => {
      if (!('formerly' in event) || !event.formerly) return []
      const { from, thread } = event
      return event.formerly.map((was) => ({
        ...{ accountId, channelId, address: from.address, thread: thread.id },
        ...{ wasAddress: was.address, wasThread: was.thread },
      }))
    }),
  )
  if (met.length > 0) await database.query('select recognise_people($1)', [JSON.stringify(met)])
}
