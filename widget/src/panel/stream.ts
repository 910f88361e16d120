import type { SiteFrame, SiteTalk } from '@otklik/protocol/settings'

import { ask, call, Refused } from './api.ts'
import { change, state } from './store.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** A proxy that keeps everything to itself shows in a first line that does not come. */
const FIRST_LINE_MS = 8000
const LOOK_EVERY_MS = 4000
const TYPING_MS = 6000

let isFollowing = false
let pauseMs = FIRST_PAUSE_MS
/** The stream does not get through here: it is asked for again and again instead. */
let isBlocked = false
let wake = () => {}
let stream = new AbortController()
/** Why a stream is left: it is that of who they were before. */
const ANOTHER = new Error('another visitor')

interface Hearing {
  hear(talk: SiteTalk): void
  /** The visit is over, and begins anew. */
  renew(): Promise<void>
}

let hearing: Hearing = { hear: () => {}, renew: async () => {} }

/** The connection is back: there is nothing to wait for. */
export const hurry = (): void => wake()

/** From the first look on, for as long as the page lasts; anew when they have become somebody else. */
export function follow(listener: Hearing, isAnother: boolean): void {
  hearing = listener
  if (isAnother) stream.abort(ANOTHER)
  wake()
  if (isFollowing) return
  isFollowing = true
  void go()
}

async function go(): Promise<void> {
  for (;;) {
    try {
      await (isBlocked ? look() : hearStream())
      pauseMs = isBlocked ? LOOK_EVERY_MS : FIRST_PAUSE_MS
    } catch (error) {
      if (error === ANOTHER) continue
      if (error instanceof Refused && error.status === 401) await hearing.renew()
      else if (!isBlocked) change({ isOnline: false })
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
    await rest(pauseMs)
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

async function look(): Promise<void> {
  hearing.hear(await call<SiteTalk>('messages'))
  change({ isOnline: true })
}

async function hearStream(): Promise<void> {
  const giveUp = new AbortController()
  stream = giveUp
  const timer = setTimeout(() => {
    isBlocked = true
    giveUp.abort()
  }, FIRST_LINE_MS)
  try {
    const answer = await ask('events', { signal: giveUp.signal })
    if (!answer.ok || !answer.body) throw new Refused(answer.status)
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      clearTimeout(timer)
      change({ isOnline: true })
      text += value
      const lines = text.split('\n\n')
      text = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('data: ')) apply(JSON.parse(line.slice(6)))
    }
  } finally {
    clearTimeout(timer)
  }
}

let typing: ReturnType<typeof setTimeout> | undefined

function apply(frame: SiteFrame): void {
  if (frame.type === 'talk') {
    hearing.hear(frame.talk)
    return
  }
  clearTimeout(typing)
  if (!state.isTyping) change({ isTyping: true })
  typing = setTimeout(() => change({ isTyping: false }), TYPING_MS)
}
