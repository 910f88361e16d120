import type { Capabilities } from './capabilities.ts'

/** A company that leads to a platform. What it says stands in for what the kind says of itself. */
export interface Provider {
  /** Names its address in the environment, `<ID>_API_URL`, and in the sandbox. */
  readonly id: string
  readonly officialHosts: readonly string[]
  readonly furtherHosts?: readonly string[]
  readonly defaultApiUrl: string
  readonly capabilities?: Partial<Capabilities>
}

/** Several of them. Which one a channel goes by is the value of one of its settings. */
export interface Providers {
  readonly field: string
  readonly byChoice: Readonly<Record<string, Provider>>
}
