import type {
  Attributes,
  BotAction,
  ScenarioReceiver,
  ScenarioStep,
} from '@otklik/protocol/settings'

import { cut } from './alike.ts'
import { type AskingStep, hasButtons, toButtons } from './buttons.ts'
import type {
  ScenarioFacts,
  ScenarioPlace,
  ScenarioRun,
  ScenarioTalk,
  ScenarioWait,
} from './talk.ts'
import { fill } from './variables.ts'

/** Without a word of the customer; then somebody else has to look after them. */
export const MAX_STEPS = 100
export const MAX_MESSAGES = 20
const MAX_TEXT = 4000
const MAX_VALUE = 500

/** One run in the making: what the bot does, and where it will wait. Lives no longer than the run. */
export class Walk {
  readonly talk: ScenarioTalk
  place: ScenarioPlace
  #attributes: Attributes
  readonly #actions: BotAction[] = []
  readonly #trail: (string | undefined)[] = []
  #isEndless = false

  constructor(talk: ScenarioTalk) {
    const { botId, version, place, facts } = talk
    this.talk = talk
    this.place = place
      ? { ...place, botId, version }
      : { botId, version, waits: 'start', tries: 0, steps: 0, messages: 0, asked: [] }
    this.#attributes = facts.attributes
  }

  get facts(): ScenarioFacts {
    return { ...this.talk.facts, attributes: this.#attributes }
  }

  find(stepId: string | null | undefined): ScenarioStep | undefined {
    return this.talk.scenario.steps.find(({ id }) => id === stepId)
  }

  /** A word of the customer: from here on it is counted anew. */
  heard(): this {
    this.place.steps = 0
    this.place.messages = 0
    return this
  }

  fill(text: string): string {
    return fill(text, this.facts)
  }

  do(step: ScenarioStep | undefined, action: BotAction): void {
    this.#actions.push(action)
    this.#trail.push(step?.id)
    if (action.type === 'say' || action.type === 'send-template') this.place.messages += 1
  }

  say(step: ScenarioStep, template: string, fileIds: readonly string[] = []): void {
    const text = cut(this.fill(template), MAX_TEXT)
    if (text.trim() === '' && fileIds.length === 0) return
    this.do(step, { type: 'say', text, ...(fileIds.length > 0 && { fileIds: [...fileIds] }) })
  }

  /** Whoever is waited for sees that: a text whose variables are empty is three dots. */
  pose(step: AskingStep, template: string): void {
    const text = cut(this.fill(template), MAX_TEXT).trim() || '…'
    const buttons = hasButtons(step) ? toButtons(this.talk.botId, step) : undefined
    this.do(step, { type: 'say', text, ...(buttons && { buttons }) })
    if (!buttons || this.place.asked.includes(step.id)) return
    this.place.asked = [...this.place.asked, step.id]
  }

  know(step: ScenarioStep, attributes: Attributes, more: { tags?: string[]; topic?: string } = {}) {
    const kept = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, cut(value, MAX_VALUE)]),
    )
    this.#attributes = { ...this.#attributes, ...kept }
    const hasAttributes = Object.keys(kept).length > 0
    if (!hasAttributes && !more.tags?.length && more.topic === undefined) return
    this.do(step, { type: 'set', ...(hasAttributes && { attributes: kept }), ...more })
  }

  handOver(step: ScenarioStep | undefined, to: ScenarioReceiver, template = ''): ScenarioWait {
    const summary = cut(this.fill(template), MAX_TEXT).trim()
    this.do(step, { type: 'hand-over', to: chosen(to), ...(summary && { summary }) })
    return { for: 'nothing' }
  }

  /** It goes on and on, or leads nowhere: a person takes over. */
  giveUp({ isEndless }: { isEndless: boolean }): ScenarioWait {
    this.#isEndless = isEndless
    return this.handOver(undefined, { kind: 'backup' })
  }

  /** Waits in this step; `until` is when its patience or its pause is over. */
  stay(step: ScenarioStep, waits: ScenarioPlace['waits'], until?: number): void {
    const { until: _, ...rest } = this.place
    this.place = { ...rest, stepId: step.id, waits, ...(until !== undefined && { until }) }
  }

  /** The customer stays with a bot that has nothing to say; their next word goes to a person. */
  stayNowhere(): ScenarioWait {
    const { until: _, stepId: __, ...rest } = this.place
    this.place = { ...rest, waits: 'customer' }
    return { for: 'customer' }
  }

  end(waits: ScenarioWait): ScenarioRun {
    return {
      actions: this.#actions,
      trail: this.#trail,
      waits,
      ...(waits.for !== 'nothing' && { place: this.place }),
      attributes: this.#attributes,
      isEndless: this.#isEndless,
    }
  }
}

const chosen = (to: ScenarioReceiver): Extract<BotAction, { type: 'hand-over' }>['to'] =>
  to.kind === 'backup' || to.id === null ? { kind: 'backup' } : { kind: to.kind, id: to.id }
