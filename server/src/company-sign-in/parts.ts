import type { AccessParts } from '../access/index.ts'
import type { SafeFetch } from '../lib/safe-fetch.ts'

export interface CompanySignInParts extends AccessParts {
  safeFetch: SafeFetch
  /** Hosts inside the network that may be providers. */
  allowedHosts: readonly string[]
}
