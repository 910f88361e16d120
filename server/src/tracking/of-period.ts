import type { Reader } from '../access/index.ts'
import type { Period } from './period.ts'

/** Of what figures are asked, and by whom. */
export interface Of extends Period {
  accountId: string
  reader: Reader
  /** Channels whose links carry a number. */
  counted: readonly string[]
}

/** Of which widget a conversation came: the last one where its visitor chose its messenger. */
export const widgetOf = `left join lateral (
    select k.widget_id from visit_clicks k
    where k.account_id = c.account_id and k.visit_id = c.visit_id and k.channel_id = c.channel_id
    order by k.at desc limit 1) w on true`
