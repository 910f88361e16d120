import { visibleTo } from '../access/index.ts'
import type { Caller } from '../http/index.ts'

/** Who asks, in which company, and what they may see of it. */
export type Reader = Pick<Caller, 'accountId' | 'scope' | 'seesOf'>

/** What somebody may look for depends on what they may do, too. */
export type Searcher = Reader & Pick<Caller, 'can'>

/**
 * Contacts are known by their conversations: who sees none of them does not know the person. A
 * condition for `values`, as `visibleTo` is; `$1` is the account.
 */
export function isKnownTo(reader: Reader, values: unknown[], contactId: string): string {
  if (reader.scope === 'all') return 'true'
  return `exists (select from conversations c_known where c_known.account_id = $1
    and c_known.contact_id = ${contactId} and ${visibleTo(reader, values, 'c_known')})`
}
