/** What a scenario is run with, and what comes of it. */
import type { Attributes, BotAction, Scenario, TemplateValues } from '@otklik/protocol/settings'

import type { Moment } from '../conversation.ts'

/**
 * Where a conversation is in a scenario. Kept as JSON in the conversation's state for as long as the
 * bot holds it, and given back with whatever happens next.
 */
export interface ScenarioPlace {
  /** Whose scenario, and which version: a talk stays on the one it began with. */
  botId: string
  version: number
  /** None before the start and at a loose end. */
  stepId?: string
  waits: 'start' | 'customer' | 'time' | 'response' | 'template'
  /** When the pause or the patience is over. */
  until?: Moment
  /** Answers to the question it waits in that were none. */
  tries: number
  /** Steps and messages since the customer's last word. */
  steps: number
  messages: number
  /** Steps whose buttons this customer has been shown: only these may be pressed. */
  asked: string[]
  /** The last press that was heard, so that a second tap is known for one. */
  pressed?: string
}

/** What happened. Only `said` and `pressed` are words of the customer. */
export type ScenarioTrigger =
  /** The customer was given to the bot, came here from another scenario, or wants to begin anew. */
  | { type: 'start' }
  /**
   * What is said, in its order; a shared phone number is said as text. `isEarly` marks what stands
   * in the talk before the bot's last message: it was said before that was asked and is no answer.
   */
  | { type: 'said'; texts: readonly string[]; hasFiles?: boolean; isEarly?: boolean }
  /** `label` is nothing to go by: what a button says may be said by another one, too. */
  | { type: 'pressed'; value: string; label?: string }
  /** `until` may have come; asked too soon, nothing changes. */
  | { type: 'time' }
  | { type: 'response'; status: number; body: string }
  /** Nobody answered the request, it was not allowed, or the answer was too large. */
  | { type: 'request-failed' }
  /** Whether the template is approved, of this channel, and lacks no value. */
  | { type: 'template'; isSendable: boolean }

/** The world as a scenario may know it. */
export interface ScenarioFacts {
  now: Moment
  /** Of the conversation; between runs of one turn, those that the last run came to. */
  attributes: Attributes
  isOpen: boolean
  channelId: string
  channelName: string
  contactName: string
  /** As the platform says it: `ru`, `pt-BR`. */
  language?: string
  isNewContact: boolean
  conversationNumber: number
  /** The customer's last word. */
  lastText: string
}

export interface ScenarioTalk {
  botId: string
  version: number
  scenario: Scenario
  /** None at the very beginning. */
  place?: ScenarioPlace
  facts: ScenarioFacts
}

export interface ScenarioRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: { name: string; value: string }[]
  body?: string
  timeoutS: number
}

/** What has to happen for the scenario to go on. All but `customer` and `time` are asked at once. */
export type ScenarioWait =
  | { for: 'customer'; until?: Moment }
  | { for: 'time'; until: Moment }
  /** Make it and come back with `response` or `request-failed`. */
  | { for: 'request'; request: ScenarioRequest }
  /** Look whether it can be sent and come back with `template`. */
  | { for: 'template'; templateId: string; values: TemplateValues }
  /** `start` the published scenario of that bot with the place given; it holds the talk from here. */
  | { for: 'scenario'; botId: string }
  /** It is over: handed over or closed. */
  | { for: 'nothing' }

export interface ScenarioRun {
  /** In their order; to be carried out before what is waited for. */
  actions: BotAction[]
  /** The step each of the actions comes from. */
  trail: (string | undefined)[]
  waits: ScenarioWait
  /** None when it is over. */
  place?: ScenarioPlace
  /** What is known after the actions. */
  attributes: Attributes
  /** Handed over because it went on and on without a word of the customer. */
  isEndless: boolean
}
