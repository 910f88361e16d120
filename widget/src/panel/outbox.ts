import type { SiteWord } from '@otklik/protocol/settings'

import { call, Refused } from './api.ts'
import { forgetWord, keepWord, keptWords, newName } from './kept.ts'
import { change, type Outgoing, state } from './store.ts'
import { renew, whereabouts } from './visit.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

let isSending = false
let pauseMs = FIRST_PAUSE_MS
let timer: ReturnType<typeof setTimeout> | undefined

/** What was written before the page was left, or before the connection was back. */
export function loadOutbox(): void {
  const words = keptWords()
  if (words.length > 0) {
    change({ outgoing: words.map((word): Outgoing => ({ ...word, state: 'waiting' })) })
    flush()
  }
}

export function say(word: Omit<SiteWord, 'clientId'>, names?: string[]): void {
  const { question, answer, hasConsented } = state
  const whole: SiteWord = {
    ...word,
    ...whereabouts(),
    clientId: newName(),
    ...(question && !state.talk.isOpen && { question }),
    ...(answer && { answer }),
    ...(hasConsented && { hasConsented }),
  }
  keepWord(whole)
  const outgoing: Outgoing = { ...whole, state: 'sending', ...(names && { names }) }
  change({ outgoing: [...state.outgoing, outgoing], answer: undefined, isKnown: true })
  flush()
}

export function again(clientId: string): void {
  mark(clientId, 'waiting')
  flush()
}

/** In order, one after the other; what the server has already got, it knows by its name. */
export function flush(): void {
  clearTimeout(timer)
  if (!isSending) void sendAll()
}

async function sendAll(): Promise<void> {
  isSending = true
  try {
    for (;;) {
      const next = state.outgoing.find(
        (word) => word.state === 'sending' || word.state === 'waiting',
      )
      if (!next) return
      mark(next.clientId, 'sending')
      await send(next)
      pauseMs = FIRST_PAUSE_MS
    }
  } catch {
    // Nobody answered: what waits goes later, in its order.
    change({
      outgoing: state.outgoing.map((word) =>
        word.state === 'sending' ? { ...word, state: 'waiting' } : word,
      ),
    })
    timer = setTimeout(flush, pauseMs)
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  } finally {
    isSending = false
  }
}

async function send({ state: _, names: __, ...word }: Outgoing): Promise<void> {
  try {
    await call('messages', word)
    change({ isOnline: true })
    sent(word.clientId)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.status === 401) await renew()
    if (error.status === 0) change({ isOnline: false })
    if (error.mayPass || error.status === 401) throw error
    forgetWord(word.clientId)
    mark(word.clientId, 'failed')
  }
}

/** It stays on the screen until it comes back in the talk. */
function sent(clientId: string): void {
  forgetWord(clientId)
  const isBack = state.talk.messages.some((message) => message.clientId === clientId)
  change({
    outgoing: isBack
      ? state.outgoing.filter((word) => word.clientId !== clientId)
      : state.outgoing.map((word) =>
          word.clientId === clientId ? { ...word, state: 'sent' as const } : word,
        ),
  })
}

function mark(clientId: string, to: Outgoing['state']): void {
  change({
    outgoing: state.outgoing.map((word) =>
      word.clientId === clientId ? { ...word, state: to } : word,
    ),
  })
}
