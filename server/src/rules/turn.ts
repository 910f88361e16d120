import type { ButtonRows, Decision, SystemLine } from '@otklik/protocol'

import type { Context, Step } from './context.ts'
import type { Conversation, Holding, Moment } from './conversation.ts'
import type { Effect } from './effect.ts'
import { idAfter } from './ids.ts'
import type { MessageDraft } from './message.ts'
import { isWindowClosed } from './reply-window.ts'
import { add, line, offering } from './say.ts'
import type { TemplateMessage } from './template-message.ts'

const hoursOf = (ms: number) => String(Math.round(ms / 3_600_000))

type Forgettable =
  | 'waitingSince'
  | 'escalatedAt'
  | 'teamToldAt'
  | 'silenceToldAt'
  | 'passedOn'
  | 'sla'
  | 'idleFrom'
  | 'choices'
  | 'waived'
  | 'topic'
  | 'suggestedVisit'

/**
 * One step in the making: the conversation as it changes, and what has to be written because of it.
 * Lives no longer than the step; what it is made from is never changed.
 */
export class Turn {
  conversation: Conversation
  readonly context: Context
  readonly effects: Effect[]
  readonly #seed: string
  #ids = 0

  /** `seed` is an id the trigger brought: the ids of lines and messages are derived from it. */
  constructor(conversation: Conversation, context: Context, seed: string, effects: Effect[] = []) {
    this.conversation = conversation
    this.context = context
    this.effects = [...effects]
    this.#seed = seed
  }

  change(changes: Partial<Conversation>): void {
    this.conversation = { ...this.conversation, ...changes }
  }

  hold(holding: Holding): void {
    this.change({ holding })
  }

  forget(...keys: Forgettable[]): void {
    const kept = { ...this.conversation }
    for (const key of keys) delete (kept as Record<string, unknown>)[key]
    this.conversation = kept
  }

  /** A line the product writes itself, with «Почему?» where routing decided. */
  line(
    code: SystemLine['code'],
    parameters: Record<string, string> = {},
    { at = this.context.now, decision }: { at?: Moment; decision?: Decision } = {},
  ): void {
    const draft = line(this.#newId(), at, code, parameters)
    const system = { code, parameters, ...(decision && { hasDecision: true }) }
    const said = add(this.conversation, { ...draft, content: { system } })
    this.conversation = said.conversation
    this.effects.push({ type: 'add-message', message: said.message })
    if (decision) this.effects.push({ type: 'keep-decision', messageId: draft.id, decision })
  }

  /**
   * A text the product sends by itself, unless the customer cannot be reached. Where free text is
   * not taken any more, an approved one in its place, or a line that nothing was sent (D-10).
   */
  say(
    text: string,
    { approved, buttons }: { approved?: TemplateMessage | undefined; buttons?: ButtonRows } = {},
  ): string | undefined {
    const { contact, channel, now } = this.context
    if (contact.isBlocking || !channel.isConnected) return undefined
    const isClosed = isWindowClosed(this.conversation, this.context)
    if (isClosed && !approved) {
      this.#windowClosed(hoursOf(channel.replyWindowMs ?? 0))
      return undefined
    }
    const { text: said, ...own } = isClosed && approved ? approved : { text }
    const content = { ...own, ...(buttons && { buttons }) }
    const author = { type: 'system', name: '' } as const
    const id = this.#newId()
    this.send({ id, kind: 'message', author, text: said, content, at: now })
    return id
  }

  /** Once: what was left unsent at the same moment had the same reason. */
  #windowClosed(hours: string): void {
    const last = this.effects.findLast((effect) => effect.type === 'add-message')
    if (last?.message.content.system?.code === 'window-closed') return
    this.line('window-closed', { hours })
  }

  /** What the customer has said, in its place. */
  hear(draft: MessageDraft): void {
    const said = add(this.conversation, draft)
    this.conversation = said.conversation
    this.effects.push({ type: 'add-message', message: said.message })
  }

  /** A message on its way to the customer; its buttons are what they choose from. */
  send(draft: MessageDraft): void {
    const said = add(this.conversation, { ...draft, status: 'queued' })
    this.conversation = offering(said.conversation, said.message)
    this.effects.push(
      { type: 'add-message', message: said.message },
      { type: 'send', message: said.message },
    )
  }

  wakeRouting(reason: string): void {
    this.effects.push({ type: 'wake-routing', reason })
  }

  end(): Step {
    return { conversation: this.conversation, effects: this.effects }
  }

  #newId(): string {
    return idAfter(this.#seed, this.#ids++)
  }
}
