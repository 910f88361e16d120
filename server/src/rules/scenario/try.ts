import type { ButtonLooks } from '@otklik/protocol'
import type {
  BotAction,
  Scenario,
  TryAnswer,
  TryEntry,
  TryRequest,
} from '@otklik/protocol/settings'

import { lookOf } from './look.ts'
import type { RequestStep } from './request.ts'
import { runScenario } from './run.ts'
import type {
  ScenarioFacts,
  ScenarioPlace,
  ScenarioRequest,
  ScenarioTrigger,
  ScenarioWait,
} from './talk.ts'

/** What a draft is tried out in. */
export interface TryWorld {
  /** As of the beginning of the talk. */
  facts: ScenarioFacts
  /** Of the platform that the customer is imagined on. */
  looks: ButtonLooks
  /** What is published of other bots. */
  published: ReadonlyMap<string, { version: number; scenario: Scenario }>
  isSendable(templateId: string): boolean
}

/** A draft that was never saved has no bot yet. */
const DRAFT = 'draft'

/**
 * The whole talk from its beginning, as it would go now. Nothing leaves the house: requests are not
 * made but told of, and taken to have failed or to have brought what they ask for by its name.
 */
export function tryScenario(request: TryRequest, world: TryWorld): TryAnswer {
  const trial = new Trial(request, world)
  trial.tell({ type: 'start' })
  for (const said of request.said) trial.hear(said)
  return trial.end()
}

class Trial {
  readonly #request: TryRequest
  readonly #world: TryWorld
  readonly #entries: TryEntry[] = []
  #facts: ScenarioFacts
  #bot: { id: string; version: number; scenario: Scenario }
  #place: ScenarioPlace | undefined
  #waits: ScenarioWait = { for: 'customer' }
  #isEndless = false
  #heard = 0

  constructor(request: TryRequest, world: TryWorld) {
    this.#request = request
    this.#world = world
    this.#facts = world.facts
    this.#bot = this.#draft()
  }

  /** What is said after the end is said to a person, who is not here. */
  hear(said: TryRequest['said'][number]): void {
    this.#heard += 1
    if (this.#waits.for === 'nothing') return
    if (said.type === 'press') this.tell({ type: 'pressed', value: said.value })
    else if (said.type === 'text') {
      this.#facts = { ...this.#facts, lastText: said.text }
      this.tell({ type: 'said', texts: [said.text] })
    } else {
      const until = 'until' in this.#waits ? this.#waits.until : undefined
      this.#facts = { ...this.#facts, now: until ?? this.#facts.now }
      this.tell({ type: 'time' })
    }
  }

  /** It comes to an end: a scenario is left after so many steps without a word. */
  tell(trigger: ScenarioTrigger): void {
    let next: ScenarioTrigger | undefined = trigger
    while (next) {
      this.#run(next)
      next = this.#bring(this.#waits)
    }
  }

  end(): TryAnswer {
    const waits = this.#waits
    const { stepId } = this.#place ?? {}
    return {
      entries: this.#entries,
      ...(stepId !== undefined && { stepId }),
      ...(this.#place && this.#otherBot()),
      waitsFor: waits.for === 'customer' || waits.for === 'time' ? waits.for : 'nothing',
      hasPatience: waits.for === 'customer' && waits.until !== undefined,
      attributes: this.#facts.attributes,
      isEndless: this.#isEndless,
    }
  }

  #run(trigger: ScenarioTrigger): void {
    const { id: botId, version, scenario } = this.#bot
    const place = this.#place
    const run = runScenario(
      { botId, version, scenario, facts: this.#facts, ...(place && { place }) },
      trigger,
    )
    for (const [index, action] of run.actions.entries()) this.#note(action, run.trail[index])
    this.#place = run.place
    this.#waits = run.waits
    this.#isEndless = run.isEndless
    this.#facts = { ...this.#facts, attributes: run.attributes }
  }

  #note(action: BotAction, stepId?: string): void {
    const buttons = action.type === 'say' ? action.buttons : undefined
    const look = buttons && lookOf(buttons, this.#world.looks)
    this.#entries.push({ ...this.#at(stepId), action, ...(look && { look }) })
  }

  #bring(waits: ScenarioWait): ScenarioTrigger | undefined {
    switch (waits.for) {
      case 'request':
        return this.#imagine(waits.request)
      case 'template':
        return { type: 'template', isSendable: this.#world.isSendable(waits.templateId) }
      case 'scenario':
        return this.#become(waits.botId)
      default:
        return undefined
    }
  }

  #imagine({ method, url, body }: ScenarioRequest): ScenarioTrigger {
    const { stepId } = this.#place ?? {}
    const request = { method, url, ...(body !== undefined && { body }) }
    this.#entries.push({ ...this.#at(stepId), request })
    const step = this.#bot.scenario.steps.find(({ id }) => id === stepId)
    if (this.#request.requests === 'fail' || step?.kind !== 'request') {
      return { type: 'request-failed' }
    }
    return { type: 'response', status: 200, body: imaginedBody(step) }
  }

  /** One that is not there fails, and its backup takes over. */
  #become(botId: string): ScenarioTrigger | undefined {
    const other = this.#world.published.get(botId)
    if (botId === this.#request.botId) this.#bot = this.#draft()
    else if (other) this.#bot = { id: botId, ...other }
    else {
      this.#note({ type: 'hand-over', to: { kind: 'backup' } })
      this.#waits = { for: 'nothing' }
      this.#place = undefined
      return undefined
    }
    return { type: 'start' }
  }

  #draft() {
    return { id: this.#request.botId ?? DRAFT, version: 0, scenario: this.#request.scenario }
  }

  #at(stepId: string | undefined) {
    return {
      after: this.#heard,
      ...(stepId !== undefined && { stepId }),
      ...this.#otherBot(),
    }
  }

  #otherBot(): { botId?: string } {
    const { id } = this.#bot
    return id === DRAFT || id === this.#request.botId ? {} : { botId: id }
  }
}

/** An answer in which every value is the path that leads to it: `‹order.status›`. */
function imaginedBody({ save }: RequestStep): string {
  const paths = save.map(({ path }) => path.trim()).filter((path) => path !== '')
  return JSON.stringify(paths.reduce<Branch>((body, path) => grow(body, path.split('.'), path), {}))
}

interface Branch {
  [key: string]: Branch | string
}

function grow(branch: Branch, [key = '', ...further]: string[], path: string): Branch {
  if (further.length === 0) return { ...branch, [key]: `‹${path}›` }
  const inner = branch[key]
  return { ...branch, [key]: grow(typeof inner === 'object' ? inner : {}, further, path) }
}
