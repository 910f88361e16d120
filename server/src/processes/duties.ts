/**
 * What this process answers for. Each channel has one process that asks its platform, reads what it
 * brought and sends to it; everything else any process may do, or one of them for all.
 */
export interface Duties {
  /**
   * Null where there is one process alone. Otherwise it is also what fences this one off: it is never
   * given twice, and owns nothing any more once this process was taken for dead.
   */
  readonly number: number | null
  /** Narrows a query to rows of own channels. `channel` is SQL for the id, `account` for its company's. */
  andOwned(account: string, channel: string): string
}

/** One process on its database: everything is its own, and no query has to ask. */
export const alone: Duties = { number: null, andOwned: () => '' }

/** The number is read anew each time: it changes when this process comes back. */
export function dutiesOf(number: () => number): Duties {
  return {
    get number() {
      return number()
    },
    andOwned: (account, channel) =>
      ` and exists (select from channel_owners own where own.account_id = ${account}
          and own.channel_id = ${channel} and own.owner = ${number()})`,
  }
}
