import {
  type BotDeed,
  type BotRules,
  type ChannelRules,
  type Context,
  type Conversation,
  type MessageContent,
  type MessageDraft,
  type OpeningHours,
  type Step,
  step,
  type TeamRules,
  type Trigger,
  wakeAt,
} from '../rules/index.ts'
import { NOON } from './routing.ts'
import { aContext, channelRules, someSettings } from './rules.ts'

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
/** A trigger without the id that a story gives it. */
export type Told = Without<Trigger, 'lineId'>

export interface Plot {
  rules?: Partial<ChannelRules>
  teams?: TeamRules[]
  operators?: Record<string, { name: string; isDisabled: boolean }>
  bots?: BotRules[]
  schedule?: OpeningHours
  context?: Partial<Context>
}

/** One conversation told what happens to it, one thing after the other. */
export class Story {
  now = NOON
  conversation: Conversation | undefined
  plot: Plot
  last: Step | undefined
  /** Codes of lines, and texts that were sent. */
  readonly said: string[] = []
  #ids = 0

  constructor(plot: Plot = {}) {
    this.plot = plot
  }

  get context(): Context {
    const { rules, context, ...facts } = this.plot
    return aContext(this.now, {
      rules: { ...channelRules, ...rules },
      settings: someSettings(facts),
      ...context,
    })
  }

  get holding() {
    return this.conversation?.holding
  }

  get wakeIn(): number | undefined {
    const at = this.conversation && wakeAt(this.conversation, this.context)
    return at === undefined ? undefined : at - this.now
  }

  tell(told: Told): this {
    const trigger = { ...told, lineId: this.#newId() } as Trigger
    this.last = step(this.conversation, trigger, this.context)
    this.conversation = this.last.conversation
    for (const effect of this.last.effects) {
      if (effect.type === 'send') this.said.push(effect.message.text)
      const code = effect.type === 'add-message' && effect.message.content.system?.code
      if (code) this.said.push(code)
    }
    return this
  }

  customerWrites(text = 'слово'): this {
    const author = { type: 'contact' as const, name: 'Олег' }
    return this.tell({ type: 'contact-wrote', message: this.#draft(text, author) })
  }

  /** Types an answer to the rating question, or something else. */
  rates(text: string): this {
    const author = { type: 'contact' as const, name: 'Олег' }
    return this.tell({ type: 'contact-rated', message: this.#draft(text, author) })
  }

  /** The bot answers the turn that is open, or, with `turn` given, that one. */
  botAnswers(deeds: BotDeed[], { turn, ...rest }: { turn?: number; wakesAt?: number } = {}): this {
    const { holding } = this
    const number = turn ?? (holding?.status === 'bot' ? holding.turn : 0)
    return this.tell({ type: 'bot-answered', botId: 'verba', turn: number, deeds, ...rest })
  }

  botSays(text: string, content: MessageContent = {}): BotDeed {
    const author = { type: 'bot' as const, id: 'verba', name: 'Верба' }
    return { type: 'say', message: { ...this.#draft(text, author), content } }
  }

  replies(id = 'anna', content: MessageContent = {}): this {
    const author = { type: 'operator' as const, id, name: id }
    const operator = { id, name: id }
    const message = { ...this.#draft('ответ', author), content }
    return this.tell({ type: 'operator-wrote', operator, message })
  }

  begins(id = 'anna', content: MessageContent = {}): this {
    const author = { type: 'operator' as const, id, name: id }
    const operator = { id, name: id }
    const message = { ...this.#draft('первое слово', author), content }
    return this.tell({ type: 'operator-began', operator, message })
  }

  taken(id = 'anna'): this {
    return this.tell({ type: 'taken', operator: { id, name: id }, mayTakeOver: false })
  }

  closed(reason: 'operator' | 'spam' = 'operator', id = 'anna'): this {
    const operator = { id, name: id }
    return this.tell({ type: 'close-asked', operator, mayCloseOthers: true, reason })
  }

  undone(id = 'anna', mayUndoOthers = false): this {
    return this.tell({ type: 'close-undone', operator: { id, name: id }, mayUndoOthers })
  }

  offered(...ids: string[]): this {
    const to = ids.map((id) => ({ id, name: id }))
    const decision = { at: '', rule: 'least-loaded' as const, candidates: [] }
    return this.tell({ type: 'offered', to, until: this.now + 20_000, decision })
  }

  assigned(id = 'anna', answerWaitMs?: number): this {
    const wait = answerWaitMs !== undefined && { answerUntil: this.now + answerWaitMs }
    const decision = { at: '', rule: 'least-loaded' as const, candidates: [] }
    return this.tell({ type: 'assigned', operator: { id, name: id }, ...wait, decision })
  }

  held(type: 'held' | 'resumed' = 'held'): this {
    return this.tell({ type, operator: { id: 'anna', name: 'anna' }, mayActForOthers: false })
  }

  snoozed(ms: number): this {
    const operator = { id: 'anna', name: 'anna' }
    return this.tell({ type: 'snoozed', operator, until: this.now + ms, mayActForOthers: false })
  }

  /** Time passes, and every deadline is told at its time. */
  after(ms: number): this {
    const end = this.now + ms
    for (let wait = this.wakeIn; wait !== undefined && this.now + wait <= end; wait = this.wakeIn) {
      this.now += Math.max(wait, 0)
      this.tell({ type: 'time-passed' })
    }
    this.now = end
    return this
  }

  /** Time passes while the server is down. */
  late(ms: number): this {
    this.now += ms
    return this.tell({ type: 'time-passed' })
  }

  #draft(text: string, author: MessageDraft['author']) {
    const id = this.#newId()
    return { id, kind: 'message' as const, author, text, content: {}, at: this.now }
  }

  #newId(): string {
    return `01a20464-8cf1-75b1-9c98-${(++this.#ids).toString(16).padStart(12, '0')}`
  }
}
