import type { Button } from '@otklik/protocol'
import {
  type BotAction,
  type ScenarioInput,
  scenario as scenarioSchema,
} from '@otklik/protocol/settings'

import {
  runTurn,
  type ScenarioFacts,
  type ScenarioPlace,
  type ScenarioTrigger,
  type ScenarioWait,
} from '../rules/index.ts'

type StepInput = ScenarioInput['steps'][number]
type StepDraft = StepInput extends infer Step
  ? Step extends unknown
    ? Omit<Step, 'at'>
    : never
  : never

/** One step, to be used in several scenarios. */
export const aStep = (draft: StepDraft): StepDraft => draft

/** A scenario of these steps, the first of which is its beginning. */
export const scenarioOf = (...steps: StepDraft[]) =>
  scenarioSchema.parse({
    format: 1,
    start: steps[0]?.id ?? null,
    steps: steps.map((step) => ({ ...step, at: { x: 0, y: 0 } })),
  })

export const BOT = '01980000-0000-7000-8000-0000000000b1'
export const CHANNEL = '01980000-0000-7000-8000-0000000000c1'
export const MONDAY = Date.parse('2026-11-23T09:00:00Z')

export const someFacts = (changes: Partial<ScenarioFacts> = {}): ScenarioFacts => ({
  now: MONDAY,
  attributes: {},
  isOpen: true,
  channelId: CHANNEL,
  channelName: 'Запись на приём',
  contactName: 'Дарья',
  language: 'ru',
  isNewContact: true,
  conversationNumber: 48_213,
  lastText: 'Здравствуйте',
  ...changes,
})

/** A customer and a scenario talk. Each call tells what the bot did then, one line an action. */
export class TrialTalk {
  readonly #scenario
  facts: ScenarioFacts
  place: ScenarioPlace | undefined
  waits: ScenarioWait = { for: 'customer' }
  isEndless = false
  readonly buttons: Button[] = []

  constructor(scenario: ReturnType<typeof scenarioOf>, changes: Partial<ScenarioFacts> = {}) {
    this.#scenario = scenario
    this.facts = someFacts(changes)
  }

  begin(): string[] {
    return this.happens({ type: 'start' })
  }

  says(...texts: string[]): string[] {
    this.facts = { ...this.facts, lastText: texts.at(-1) ?? '' }
    return this.happens({ type: 'said', texts })
  }

  /** The newest button of that label. */
  presses(label: string): string[] {
    const value = this.buttons.findLast((button) => button.label === label)?.value
    return this.happens({ type: 'pressed', value: value ?? `no button ${label}` })
  }

  pass(minutes: number): string[] {
    this.facts = { ...this.facts, now: this.facts.now + minutes * 60_000 }
    return this.happens({ type: 'time' })
  }

  happens(...triggers: ScenarioTrigger[]): string[] {
    const { place } = this
    const run = runTurn(
      {
        botId: BOT,
        version: 1,
        scenario: this.#scenario,
        // As it comes back from the database.
        ...(place && { place: JSON.parse(JSON.stringify(place)) as ScenarioPlace }),
        facts: this.facts,
      },
      triggers,
    )
    this.place = run.place
    this.waits = run.waits
    this.isEndless = run.isEndless
    this.facts = { ...this.facts, attributes: run.attributes }
    for (const action of run.actions) {
      if (action.type === 'say') this.buttons.push(...(action.buttons?.rows.flat() ?? []))
    }
    return run.actions.map(describe)
  }
}

function describe(action: BotAction): string {
  switch (action.type) {
    case 'say': {
      const labels = action.buttons?.rows.map((row) => row.map(({ label }) => label).join(' | '))
      return labels ? `${action.text} [${labels.join(' / ')}]` : action.text
    }
    case 'set': {
      const known = Object.entries(action.attributes ?? {}).map(
        ([name, value]) => `${name}=${value}`,
      )
      const tags = (action.tags ?? []).map((tag) => `#${tag}`)
      return ['set', ...known, ...tags, ...(action.topic ? [`«${action.topic}»`] : [])].join(' ')
    }
    case 'hand-over': {
      const to = action.to.kind === 'backup' ? 'backup' : `${action.to.kind} ${action.to.id}`
      return action.summary ? `hand over to ${to}: ${action.summary}` : `hand over to ${to}`
    }
    case 'close':
      return action.text ? `close: ${action.text}` : 'close'
    case 'send-template':
      return `template ${action.templateId} ${JSON.stringify(action.values)}`
    case 'note':
      return `note ${action.text}`
  }
}
