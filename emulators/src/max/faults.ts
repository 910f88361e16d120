import type { FaultRules } from '../fault-book.ts'

/** What goes wrong with a call; calls are named as `POST /messages`. */
export const CALL_FAULTS = [
  'too-many-requests', // 429; with Retry-After when `retryAfter` is given
  'server-error', // `status` (502) with a page of HTML; not executed
  'refuse', // `status` (400) with `error` for the code and `description`; not executed
  'failure', // 200 with success: false and `description`; not executed
  'not-ready', // 400 attachment.not.ready while a message carries a file; not executed
  'unanswered', // not executed, and the connection stays silent
  'dropped', // answered as if sent, and the person never sees it
  'answer-lost', // executed, then the connection drops
  'garbage', // executed, then 200 with something that is not JSON
  'slow', // answered after `ms`
  'unauthorized', // 401, as when the token was issued anew
] as const

/** What goes wrong with an update on its way, and with what it names. */
export const UPDATE_FAULTS = [
  'lost-update', // never delivered
  'duplicate', // delivered again after it was acknowledged
  'reorder', // held back for `ms`, while later ones pass it
  'delay', // held back for `ms`, with all that follow in the dialog
  'subscription-lost', // the next update finds all subscriptions gone, and nobody was told
  'media-expired', // addresses of files answer 403
] as const

export const FAULT_RULES: FaultRules = {
  platform: 'max',
  kinds: [...CALL_FAULTS, ...UPDATE_FAULTS],
  concernAll: ['slow', 'unauthorized'],
  isWriting: (method) => /^(post|put|delete) \/(messages|answers)$/.test(method),
}
