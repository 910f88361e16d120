import type { Conversation, Holding, MessageState } from '../../rules/index.ts'
import type { Seen } from './lives.ts'

type Who =
  | { status: 'bot' | 'queued' | 'closed' }
  | { status: 'assigned'; id: string; isAside: boolean }

/** Who has it, as a passer-by would say: an offer is a queue, and a close that may be undone is none. */
function whoHas(holding: Holding): Who {
  if (holding.status === 'closing') return whoHas(holding.before)
  if (holding.status === 'offered') return { status: 'queued' }
  if (holding.status !== 'assigned') return { status: holding.status }
  const isAside = holding.heldSince !== undefined || holding.snoozedUntil !== undefined
  return { status: 'assigned', id: holding.operatorId, isAside }
}

const secondsOf = (ms: number): number => Math.max(0, Math.round(ms / 1000))

/**
 * Counts what reports count from states alone, as one who stood beside: no line of a transcript is
 * looked at, and every hour is a working hour.
 */
export function witness(seen: readonly Seen[]): string[] {
  const own = new Witness(seen[0]!.after)
  for (const step of seen) own.see(step)
  return own.end().sort()
}

class Witness {
  readonly counted: string[] = []
  readonly #openedAt: number
  #who: Who | undefined
  #lastAt: number
  #queuedAt: number
  #assignedAt = 0
  #asideMs = 0
  #offeredAt = 0
  #first: number | undefined
  #last: number | undefined
  #firstFrom: number | undefined
  #isFirst = true
  #isWaiting = false
  #isAnswered = false
  #wasGiven = false
  #hadBot = false
  #wasWithPeople = false
  #incoming = 0

  constructor({ openedAt }: Conversation) {
    this.#openedAt = openedAt
    this.#queuedAt = openedAt
    this.#lastAt = openedAt
  }

  see(step: Seen): void {
    const { at, after, trigger, said } = step
    const who = this.#who
    const now = whoHas(after.holding)
    if (who?.status === 'assigned' && who.isAside) this.#asideMs += at - this.#lastAt
    if (trigger === 'offered' && after.holding.status === 'offered') this.#offeredAt = at
    for (const message of said) if (message.kind === 'message') this.#hear(message, who ?? now)
    if (trigger === 'transferred' && said.length > 0) this.#count('transfers 0')
    if (now.status === 'queued' || now.status === 'assigned') this.#wasWithPeople = true
    this.#changeHands(step, now)
    if (now.status === 'closed' && who?.status !== 'closed') this.#close(step)
    this.#who = now
    this.#lastAt = at
  }

  /** How far it came, as far as it was watched. */
  end(): string[] {
    const isClosed = this.#who?.status === 'closed'
    const stages = [true, this.#wasWithPeople, this.#wasGiven, this.#isAnswered, isClosed]
    this.#count('opened 1')
    for (const [index, isThere] of stages.entries()) {
      if (isThere) this.#count(`funnel ${index + 1}`)
    }
    return this.counted
  }

  #hear({ author, at }: MessageState, holder: Who): void {
    if (author.type === 'bot') this.#isWaiting = false
    if (author.type === 'operator') this.#answered(at, author.id)
    if (author.type !== 'contact' || holder.status === 'closed') return
    this.#incoming++
    this.#count('incoming 0')
    this.#isWaiting = true
    if (holder.status === 'bot') return
    this.#first ??= at
    this.#last = at
    if (this.#isFirst) this.#firstFrom ??= at
  }

  #answered(at: number, id: string | undefined): void {
    this.#isWaiting = false
    this.#isAnswered = true
    this.#count('outgoing 0')
    if (this.#first !== undefined && this.#last !== undefined) {
      this.#count(`responseFirst ${secondsOf(at - this.#first)} ${id}`)
      this.#count(`responseLast ${secondsOf(at - this.#last)} ${id}`)
    }
    if (this.#isFirst && this.#firstFrom !== undefined) {
      this.#count(`firstResponse ${secondsOf(at - this.#firstFrom)} ${id}`)
      this.#isFirst = false
    }
    this.#waitFrom(undefined)
    this.#firstFrom = undefined
  }

  #changeHands(step: Seen, now: Who): void {
    const { at, trigger, said } = step
    const who = this.#who
    const isLeft = who?.status === 'assigned' && !(now.status === 'assigned' && now.id === who.id)
    if (isLeft) this.#count(`handle ${secondsOf(at - this.#assignedAt - this.#asideMs)} ${who.id}`)
    if (now.status === 'bot') this.#toBot(who)
    else if (now.status !== 'closed' && who?.status === 'bot') this.#fromBot(step, now)
    else if (now.status !== 'closed') {
      const isPassedOn = trigger === 'transferred' && said.length > 0 && now.status === 'queued'
      if (isLeft || isPassedOn) this.#begin(this.#first === undefined ? undefined : at)
    }
    if (now.status === 'queued' && who && who.status !== 'queued') this.#queuedAt = at
    if (now.status === 'assigned' && !(who?.status === 'assigned' && who.id === now.id)) {
      this.#given(step, now.id)
    }
  }

  #toBot(who: Who | undefined): void {
    this.#hadBot = true
    if (who?.status === 'bot') return
    this.#waitFrom(undefined)
    this.#firstFrom = undefined
  }

  /** Whoever was handed over waits, unless somebody has just answered past the bot. */
  #fromBot({ at, said }: Seen, now: Who): void {
    const isEcho = said.some(({ author }) => author.type === 'operator')
    const isWaiting = now.status === 'assigned' ? this.#isWaiting : !isEcho
    this.#begin(isWaiting ? at : undefined)
    this.#waitFrom(isWaiting ? at : undefined)
  }

  #given({ at, trigger, before, after }: Seen, id: string): void {
    const status = this.#who?.status ?? 'queued'
    if (status === 'queued' && after.kind !== 'outbound') {
      this.#count(`wait ${secondsOf(at - this.#queuedAt)} ${id}`)
    }
    const offer = before?.holding
    const isAsked = offer?.status === 'offered' && offer.to.some((person) => person.id === id)
    if (trigger === 'taken' && isAsked) {
      this.#count(`accept ${secondsOf(at - this.#offeredAt)} ${id}`)
    }
    this.#wasGiven = true
    this.#assignedAt = at
    this.#asideMs = 0
  }

  #close({ at, after: { holding } }: Seen): void {
    if (holding.status !== 'closed') return
    const { reason } = holding
    this.#count('closed 0')
    const isTalk = ['operator', 'bot', 'timeout'].includes(reason)
    if (isTalk) this.#count(`resolution ${secondsOf(at - this.#openedAt)}`)
    const isAlone = this.#who?.status === 'bot' && !this.#wasGiven && !this.#isAnswered
    const isContained = isAlone && reason !== 'operator'
    if (this.#hadBot && isTalk) this.#count('botHeld 0')
    if (this.#hadBot && isTalk && isContained) this.#count('botContained 0')
    const isMissed = reason === 'operator' || (reason === 'timeout' && !isContained)
    if (isMissed && !this.#isAnswered && this.#incoming > 0) this.#count('missed 0')
  }

  #begin(from: number | undefined): void {
    this.#isFirst = true
    this.#firstFrom = from
  }

  #waitFrom(at: number | undefined): void {
    this.#first = at
    this.#last = at
  }

  #count(what: string): void {
    this.counted.push(what)
  }
}
