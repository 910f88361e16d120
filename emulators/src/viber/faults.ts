import type { FaultRules } from '../fault-book.ts'

/** What goes wrong with a call. */
export const CALL_FAULTS = [
  'too-many-requests', // status 12 inside a 200
  'refuse', // status `code` (3) with `description`; not executed
  'server-error', // HTTP `status` (502) with a page of HTML; not executed
  'unanswered', // not executed, and the connection stays silent
  'dropped', // answered as if sent, and the person never sees it
  'refuse-late', // answered as if sent, then `failed` with `description`
  'answer-lost', // executed, then the connection drops
  'garbage', // executed, then 200 with something that is not JSON
  'slow', // answered after `ms`
  'unauthorized', // status 2, as when the token was issued anew
] as const

/** What goes wrong with a callback on its way. */
export const CALLBACK_FAULTS = [
  'lost-update', // never delivered
  'duplicate', // delivered again after it was acknowledged
  'reorder', // held back for `ms`, while later ones pass it
  'delay', // held back for `ms`, with all that follow for the person
  'bad-signature', // signed with another key
  'unsigned', // not signed at all
] as const

export const FAULT_RULES: FaultRules = {
  platform: 'viber',
  kinds: [...CALL_FAULTS, ...CALLBACK_FAULTS],
  concernAll: ['slow', 'unauthorized'],
  isWriting: (method) => method === 'send_message' || method === 'broadcast_message',
}
