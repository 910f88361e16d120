import type { Attributes, BotAction, Scenario } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import {
  type BotInput,
  type Person,
  runTurn,
  type ScenarioFacts,
  type ScenarioPlace,
  type ScenarioRequest,
  type ScenarioTrigger,
  type ScenarioWait,
} from '../rules/index.ts'
import type { BotFetch } from './bot-fetch.ts'
import { findScenario } from './find-scenario.ts'
import { BotFailureError, type BotTurn } from './turn.ts'

export interface PlayWorld {
  database: Queryable
  botFetch: BotFetch
  /** Whether it could be sent in this channel now, with these values. */
  isSendable(
    turn: BotTurn,
    template: { id: string; values: Record<string, string> },
  ): Promise<boolean>
}

export interface Played {
  actions: BotAction[]
  place?: ScenarioPlace
  wakesAt?: number
  becomes?: Person
}

/** What is waited for within one turn: requests, templates, other scenarios. */
const MOST_STOPS = 40
const MOST_ANSWER_BYTES = 256 * 1024

/** One turn of a scenario of ours: it goes on until it has to wait for the customer or for time. */
export async function playScenario(
  world: PlayWorld,
  turn: BotTurn,
  { now, isOpen }: { now: number; isOpen: boolean },
): Promise<Played> {
  const play = new Play(world, turn, factsOf(turn, { now, isOpen }))
  await play.begin()
  await play.tell(turn.inputs.map((input) => toTrigger(input, turn.messages)))
  return play.end()
}

class Play {
  readonly #world: PlayWorld
  readonly #turn: BotTurn
  #facts: ScenarioFacts
  #place: ScenarioPlace | undefined
  #scenario: Scenario | undefined
  #bot: Person & { version: number }
  #actions: BotAction[] = []
  #waits: ScenarioWait = { for: 'customer' }
  #stops = 0
  #requests = 0

  constructor(world: PlayWorld, turn: BotTurn, facts: ScenarioFacts) {
    this.#world = world
    this.#turn = turn
    this.#facts = facts
    this.#place = turn.conversation.place as ScenarioPlace | undefined
    const { id, name, publishedVersion } = turn.bot
    this.#bot = { id, name, version: this.#place?.version ?? publishedVersion ?? 0 }
  }

  /** The version it began with, though another may have been published since. */
  async begin(): Promise<void> {
    const { accountId } = this.#turn
    const { id: botId, version } = this.#bot
    const found = await findScenario(this.#world.database, { accountId, botId, version })
    this.#scenario = found?.scenario
  }

  /** What was told after something that has to be waited for is told once that has come. */
  async tell(triggers: readonly ScenarioTrigger[]): Promise<void> {
    let left = this.#run(triggers)
    while (this.#stops++ < MOST_STOPS) {
      const next = await this.#bring(this.#waits)
      if (!next) return
      left = this.#run([next, ...left])
    }
    throw new BotFailureError('refused', 'a turn of the scenario does not end')
  }

  end(): Played {
    const waits = this.#waits
    const until = waits.for === 'customer' || waits.for === 'time' ? waits.until : undefined
    const { id, name } = this.#bot
    return {
      actions: this.#actions,
      ...(this.#place && { place: this.#place }),
      ...(until !== undefined && { wakesAt: until }),
      ...(id !== this.#turn.bot.id && { becomes: { id, name } }),
    }
  }

  #run(triggers: readonly ScenarioTrigger[]): ScenarioTrigger[] {
    if (!this.#scenario) throw new BotFailureError('refused', 'its scenario is not there')
    const run = runTurn(
      {
        botId: this.#bot.id,
        version: this.#bot.version,
        scenario: this.#scenario,
        ...(this.#place && { place: this.#place }),
        facts: this.#facts,
      },
      triggers,
    )
    this.#actions.push(...run.actions)
    this.#waits = run.waits
    this.#place = run.place
    this.#facts = { ...this.#facts, attributes: run.attributes }
    return run.left
  }

  /** What it waits for and can be had at once; nothing where only time or the customer brings it. */
  async #bring(waits: ScenarioWait): Promise<ScenarioTrigger | undefined> {
    switch (waits.for) {
      case 'request':
        return this.#request(waits.request)
      case 'template': {
        const { templateId: id, values } = waits
        return {
          type: 'template',
          isSendable: await this.#world.isSendable(this.#turn, { id, values }),
        }
      }
      case 'scenario':
        return this.#become(waits.botId)
      default:
        return undefined
    }
  }

  async #request({
    method,
    url,
    headers,
    body,
    timeoutS,
  }: ScenarioRequest): Promise<ScenarioTrigger> {
    const { accountId, conversation, turn } = this.#turn
    const call = await this.#world.botFetch(accountId)
    try {
      const answer = await call(url, {
        method,
        headers: {
          ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
          // The same after a crash: whoever is asked twice can tell.
          'idempotency-key': `${conversation.id}.${turn}.${this.#requests++}`,
        },
        ...(body !== undefined && { body }),
        timeoutMs: timeoutS * 1000,
        maxBytes: MOST_ANSWER_BYTES,
      })
      return { type: 'response', status: answer.status, body: answer.body.toString('utf8') }
    } catch {
      return { type: 'request-failed' }
    }
  }

  async #become(botId: string): Promise<ScenarioTrigger> {
    const { accountId } = this.#turn
    const other = await findScenario(this.#world.database, { accountId, botId })
    if (!other) throw new BotFailureError('refused', 'the scenario it goes on to is not there')
    this.#scenario = other.scenario
    this.#bot = { id: botId, name: other.name, version: other.version }
    return { type: 'start' }
  }
}

function factsOf(
  { conversation, lastText }: BotTurn,
  { now, isOpen }: { now: number; isOpen: boolean },
): ScenarioFacts {
  const { language } = conversation
  return {
    now,
    isOpen,
    attributes: conversation.attributes as Attributes,
    channelId: conversation.channelId,
    channelName: conversation.channelName,
    contactName: conversation.contactName,
    isNewContact: conversation.isNewContact,
    conversationNumber: conversation.number,
    lastText,
    ...(language && { language }),
  }
}

function toTrigger(input: BotInput, messages: BotTurn['messages']): ScenarioTrigger {
  switch (input.type) {
    case 'start':
      return { type: 'start' }
    case 'time':
      return { type: 'time' }
    case 'pressed':
      return { type: 'pressed', value: input.value }
    case 'said': {
      const { text = '', files, sharedContact } = messages.get(input.messageId) ?? {}
      return {
        type: 'said',
        texts: [sharedContact?.phone ?? text],
        ...(files?.length && { hasFiles: true }),
        ...(input.isEarly && { isEarly: true }),
      }
    }
  }
}
