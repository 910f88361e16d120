import type { SiteSession, SiteTalk } from '@otklik/protocol/settings'

import { call, type Refused, useToken } from './api.ts'
import { type Around, tell } from './bridge.ts'
import { config } from './config.ts'
import { isTokenChange, keepToken, keptToken } from './kept.ts'
import { change, state } from './store.ts'
import { follow } from './stream.ts'

let around: Around = {}
let known = ''

/** For call tracking, if the page counts visits: whoever is not counted goes all the same. */
export function choose(channelId: string): void {
  const { visit: counted } = around
  if (counted) void call('choices', { channelId, visit: counted }).catch(() => {})
}

/** Where they are, for whoever answers. */
export const whereabouts = () => ({ page: around.page ?? {}, language: config.language })

/** Begins or goes on, told anew whenever the page around is another or its visitor signs in. */
export async function visit(told: Around): Promise<void> {
  // What is on the screen, and the stream, are those of a customer who has signed out.
  if (around.identity && around.identity.id !== told.identity?.id) {
    location.reload()
    return
  }
  around = told
  await renew()
}

export async function renew(): Promise<void> {
  // Two tabs that open at once are one visitor: the second finds what the first has kept.
  const begin = () => beginSession()
  await (navigator.locks?.request(`otklik:${config.siteKey}`, begin) ?? begin())
}

async function beginSession(): Promise<void> {
  try {
    const token = keptToken()
    const session = await call<SiteSession>('session', {
      ...around,
      language: config.language,
      ...(token && { token }),
    })
    const isAnother = session.token !== known
    known = session.token
    useToken(known)
    // Kept is who they are unnamed: named they are by the page alone, each time, and never by a token.
    if (!around.identity) keepToken(known)
    const { entries, isOpenNow, hasConsented, isKnown, name } = session
    change({
      ...{ phase: 'ready', isOnline: true, entries, isOpenNow, name },
      hasConsented: hasConsented || state.hasConsented,
      isKnown: isKnown || state.isKnown,
    })
    hear(session.talk)
    follow({ hear, renew }, isAnother)
  } catch (error) {
    const { status } = error as Refused
    if (state.phase === 'ready' || status === 0) {
      change({ isOnline: false })
      setTimeout(() => void renew(), 5000)
    } else change({ phase: status === 403 ? 'not-here' : 'unavailable' })
  }
}

/** Another tab has begun anew. Whoever is signed in here stays it. */
addEventListener('storage', (event) => {
  const { newValue: kept } = event
  if (isTokenChange(event) && kept && kept !== known && !around.identity) void renew()
})

/** Whatever way it came: the newest state of what is on the screen. */
export function hear(talk: SiteTalk): void {
  const back = new Set(talk.messages.flatMap(({ clientId }) => clientId ?? []))
  const last = talk.messages.at(-1)
  const isNew = last && last.id !== state.talk.messages.at(-1)?.id
  change({
    talk: { ...talk, hasMore: state.older.length > 0 ? state.talk.hasMore : talk.hasMore },
    outgoing: state.outgoing.filter(({ clientId }) => !back.has(clientId)),
    ...(isNew && last.from !== 'visitor' && { isTyping: false }),
    ...(!talk.isOpen && state.talk.isOpen && { question: undefined }),
  })
  noticeReading()
}

let told = { delivered: '', read: '' }

/** What of ours has come, and what of it is before somebody's eyes. */
export function noticeReading(): void {
  const ours = state.talk.messages.filter(({ from }) => from !== 'visitor')
  const upTo = ours.at(-1)?.at
  if (!upTo) {
    if (state.talk.messages.length > 0) tell('unread', 0)
    return
  }
  const isSeen = state.isShown && document.visibilityState === 'visible'
  const status = isSeen ? 'read' : 'delivered'
  if (!isSeen) {
    const unread = ours.filter(({ at }) => at > seenUpTo()).length
    tell('unread', unread)
  } else {
    keepSeen(upTo)
    tell('unread', 0)
  }
  if (told[status] >= upTo) return
  told = { ...told, [status]: upTo }
  void call('receipts', { status, upTo }).catch(() => {
    told = { ...told, [status]: '' }
  })
}

const seenKey = `otklik:${config.siteKey}:seen`
let seen = ''
function seenUpTo(): string {
  try {
    return localStorage.getItem(seenKey) ?? seen
  } catch {
    return seen
  }
}
function keepSeen(at: string): void {
  seen = at
  try {
    localStorage.setItem(seenKey, at)
  } catch {
    // Known for as long as the page lasts.
  }
}
