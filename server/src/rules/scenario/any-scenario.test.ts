import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Button } from '@otklik/protocol'
import { type BotAction, botAction, type Scenario } from '@otklik/protocol/settings'
import fc from 'fast-check'

import {
  anyHappening,
  anyOutcome,
  anyScenario,
  type Happening,
  OTHER_BOT,
  type Outcome,
} from '../../testing/scenarios.ts'
import { BOT, CHANNEL, someFacts } from '../../testing/talk.ts'
import { checkScenario } from './check.ts'
import type { ScenarioTalk, ScenarioTrigger, ScenarioWait } from './talk.ts'
import { runTurn, type ScenarioTurn } from './turn.ts'

const MINUTE_MS = 60_000
/** Steps and messages of one scenario, and stops between them. */
const MOST_ROUNDS = 150

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

/** A customer, two scenarios and the world around them; whatever is promised is looked at. */
class AnyTalk {
  readonly #scenarios: ReadonlyMap<string, Scenario>
  readonly #outcomes: readonly Outcome[]
  readonly #buttons: Button[] = []
  #asked = 0
  #talk: ScenarioTalk
  waits: ScenarioWait = { for: 'customer' }
  isEndless = false
  gaveUp = false

  constructor(first: Scenario, second: Scenario, outcomes: readonly Outcome[]) {
    this.#scenarios = new Map([
      [BOT, first],
      [OTHER_BOT, second],
    ])
    this.#outcomes = outcomes
    this.#talk = { botId: BOT, version: 1, scenario: first, facts: someFacts() }
  }

  get isOver(): boolean {
    return this.waits.for === 'nothing'
  }

  /** What the bot did. */
  happens(happening: Happening): BotAction[] {
    return this.isOver ? [] : this.tell([this.#toTrigger(happening)])
  }

  tell(triggers: readonly ScenarioTrigger[]): BotAction[] {
    const actions: BotAction[] = []
    let left = triggers
    for (let round = 0; left.length > 0; round += 1) {
      assert.ok(round < MOST_ROUNDS, 'a turn does not end')
      const run = this.#run(left)
      actions.push(...run.actions)
      left = [...this.#bring(run.waits), ...run.left]
    }
    assert.ok(['customer', 'time', 'nothing'].includes(this.waits.for))
    assertOver(actions, this.waits)
    return actions
  }

  #run(triggers: readonly ScenarioTrigger[]): ScenarioTurn {
    const run = runTurn(frozen(this.#talk), frozen(triggers))
    assert.deepEqual(runTurn(this.#talk, triggers), run, 'the same comes to something else')
    assert.deepEqual(JSON.parse(JSON.stringify(run.place ?? null)), run.place ?? null)
    assert.equal(run.place === undefined, run.waits.for === 'nothing')
    assertOver(run.actions, run.waits)
    for (const action of run.actions) {
      botAction.parse(action)
      if (action.type === 'say') this.#buttons.push(...(action.buttons?.rows.flat() ?? []))
    }
    this.gaveUp ||= run.trail.includes(undefined)
    this.isEndless = run.isEndless
    this.waits = run.waits
    const { place: _, ...talk } = this.#talk
    const facts = { ...this.#talk.facts, attributes: run.attributes }
    this.#talk = { ...talk, facts, ...(run.place && { place: run.place }) }
    return run
  }

  #bring(waits: ScenarioWait): ScenarioTrigger[] {
    const outcome = this.#outcomes[this.#asked % this.#outcomes.length]
    this.#asked += 1
    if (waits.for === 'template')
      return [{ type: 'template', isSendable: outcome?.ends !== 'failed' }]
    if (waits.for === 'request') {
      if (outcome?.ends !== 'answered') return [{ type: 'request-failed' }]
      return [{ type: 'response', status: outcome.status, body: outcome.body }]
    }
    if (waits.for !== 'scenario') return []
    const scenario = this.#scenarios.get(waits.botId)
    assert.ok(scenario)
    this.#talk = { ...this.#talk, botId: waits.botId, version: 2, scenario }
    return [{ type: 'start' }]
  }

  #toTrigger(happening: Happening): ScenarioTrigger {
    switch (happening.does) {
      case 'says': {
        const { texts, isEarly, hasFiles } = happening
        return { type: 'said', texts, isEarly, hasFiles }
      }
      case 'presses': {
        const button = this.#buttons[happening.which % Math.max(1, this.#buttons.length)]
        return { type: 'pressed', value: button?.value ?? '' }
      }
      case 'forges':
        return { type: 'pressed', value: happening.value }
      case 'waits':
        return this.#later(this.#talk.facts.now + happening.minutes * MINUTE_MS)
      case 'waits-it-out':
        return this.#later('until' in this.waits ? (this.waits.until ?? 0) : 0)
      case 'begins-anew':
        return { type: 'start' }
    }
  }

  #later(at: number): ScenarioTrigger {
    const { facts } = this.#talk
    this.#talk = { ...this.#talk, facts: { ...facts, now: Math.max(at, facts.now) } }
    return { type: 'time' }
  }
}

/** What hands over or closes is the last thing done, and then there is nothing to wait for. */
function assertOver(actions: readonly BotAction[], waits: ScenarioWait): void {
  const end = actions.findIndex(({ type }) => type === 'hand-over' || type === 'close')
  assert.equal(end, waits.for === 'nothing' ? actions.length - 1 : -1)
}

const someOutcomes = fc.array(anyOutcome, { minLength: 1, maxLength: 5 })
const someHappenings = fc.array(anyHappening, { maxLength: 25 })
const runs = { numRuns: 400 }

test('[BOT-04] a scenario waits for something or is over, whatever it is and whoever comes', () => {
  const talks = fc.property(
    anyScenario,
    anyScenario,
    someOutcomes,
    someHappenings,
    (first, second, outcomes, happenings) => {
      const talk = new AnyTalk(first, second, outcomes)
      talk.tell([{ type: 'start' }])
      for (const happening of happenings) talk.happens(happening)
    },
  )
  fc.assert(talks, runs)
})

test('[REQ-19] a scenario is never silent for ever to somebody who goes on writing', () => {
  const talks = fc.property(
    anyScenario,
    anyScenario,
    someOutcomes,
    someHappenings,
    (first, second, outcomes, happenings) => {
      const talk = new AnyTalk(first, second, outcomes)
      talk.tell([{ type: 'start' }])
      for (const happening of happenings) talk.happens(happening)
      if (talk.isOver) return
      let done = 0
      for (let round = 0; round < 102 && done === 0; round += 1) {
        done += talk.happens({ does: 'waits-it-out' }).length
        done += talk.happens({
          does: 'says',
          texts: ['ау'],
          isEarly: false,
          hasFiles: false,
        }).length
      }
      assert.ok(done > 0)
    },
  )
  fc.assert(talks, runs)
})

const ends = new Set([
  'no-start',
  'loose-end',
  'unknown-step',
  'duplicate-step',
  'endless-loop',
  'no-such-bot',
])

test('what the check finds no end in goes on or hands over as its author meant', () => {
  const world = {
    botId: BOT,
    operators: new Set<string>(),
    teams: new Set<string>(),
    bots: new Set<string>(),
    channels: new Set([CHANNEL]),
    files: new Set<string>(),
    templates: new Map<string, string[]>(),
    mayAsk: () => true,
    kinds: [],
  }
  let sound = 0
  const patient = anyHappening.filter(({ does }) => !does.startsWith('waits'))
  const talks = fc.property(
    anyScenario,
    someOutcomes,
    fc.array(patient, { maxLength: 15 }),
    (scenario, outcomes, happenings) => {
      if (checkScenario(scenario, world).some(({ code }) => ends.has(code))) return
      sound += 1
      const talk = new AnyTalk(scenario, scenario, outcomes)
      talk.tell([{ type: 'start' }])
      for (const happening of happenings) talk.happens(happening)
      assert.equal(talk.gaveUp, false)
      assert.equal(talk.isEndless, false)
    },
  )
  fc.assert(talks, { numRuns: 3000 })
  assert.ok(sound > 100, `only ${sound} scenarios were sound`)
})
