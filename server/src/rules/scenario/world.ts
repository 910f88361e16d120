import type { ButtonLooks } from '@otklik/protocol'
import type { ScenarioProblem } from '@otklik/protocol/settings'

/** What a scenario may speak of, as it is when it is checked. */
export interface ScenarioWorld {
  /** Whose scenario it is: it may send the customer back to its own beginning. */
  botId?: string
  /** Those that can receive. */
  operators: ReadonlySet<string>
  teams: ReadonlySet<string>
  /** Those with a published scenario. */
  bots: ReadonlySet<string>
  channels: ReadonlySet<string>
  files: ReadonlySet<string>
  /** Approved ones, with the keys of their variables. */
  templates: ReadonlyMap<string, readonly string[]>
  /** Whether requests may go there: not inside the network, unless it is allowed. */
  mayAsk(address: URL): boolean
  /** The platforms of the account's channels. */
  kinds: readonly {
    title: string
    buttons: ButtonLooks
    /** The bot has customers there: what they would lose is no longer a warning. */
    isUsed: boolean
  }[]
}

type Where = Pick<ScenarioProblem, 'stepId' | 'partId'>

/** `facts` are what its sentence names. */
export const problem = (
  level: ScenarioProblem['level'],
  code: ScenarioProblem['code'],
  { facts = {}, ...where }: Where & { facts?: ScenarioProblem['facts'] } = {},
): ScenarioProblem => ({ code, level, ...where, facts })
