/** Signing in at a platform as a person, in place of pasting a key (`ChannelKind.signIn`). */
import type { Fetch } from '../lib/platform-fetch.ts'
import type { Words } from './words.ts'

/** The installation's own application at a platform: `<KIND>_APP_ID`, `<KIND>_APP_SECRET`. */
export interface PlatformApp {
  id: string
  secret: string
}

/** What a sign-in is given: there is no channel yet. */
export interface SignInEnvironment {
  fetch: Fetch
  apiUrl: string
}

/** What every visit to the platform carries. All of it is made and checked outside the folder. */
export interface SignInVisit {
  /** Where the platform sends the person back to. */
  redirectUri: string
  /** Single use, ten minutes, bound to the session of who began. */
  state: string
  /** PKCE, `S256`: what the platform is shown, and what is kept until `finish`. */
  challenge: string
}

/** What the folder needs in later steps. Stays on the server, sealed, for an hour at most. */
export type SignInCredentials = Readonly<Record<string, unknown>>

/**
 * Signing in at the platform as a person who administers accounts there: a visit, a list to choose
 * from, and the settings of an ordinary connection. A platform that gives an account's key only for
 * that account is visited a second time (`choose` answers with an address).
 */
export interface SignIn {
  /** The platform's page to send the person to. Pure. */
  start(visit: SignInVisit): string
  /**
   * The person is back. `query` is all that the platform added to our address; `credentials` and
   * `accountId` are there after the visit that `choose` asked for. Throws ChannelError
   * `misconfigured` for a code that is not accepted.
   */
  finish(back: {
    code: string
    verifier: string
    redirectUri: string
    query: Readonly<Record<string, string>>
    credentials?: SignInCredentials
    accountId?: string
  }): Promise<
    | { person: { name: string }; credentials: SignInCredentials }
    | { settings: Record<string, string> }
  >
  /** The person's accounts, page by page: all of them in the end. */
  listAccounts(credentials: SignInCredentials, cursor?: string): Promise<SignInAccounts>
  /** The settings that connect this account, or the page to visit for them. */
  choose(
    account: SignInVisit & { accountId: string; credentials: SignInCredentials },
  ): Promise<{ settings: Record<string, string> } | { visit: string }>
}

export interface SignInAccounts {
  accounts: SignInAccount[]
  /** Absent on the last page. */
  next?: string
}

export interface SignInAccount {
  id: string
  title: string
  detail?: string
  /** Whether the person may connect it; where not, `why`. */
  isAllowed: boolean
  why?: Words
}
