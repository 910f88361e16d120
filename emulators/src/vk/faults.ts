import type { FaultRules } from '../fault-book.ts'

/** What goes wrong with a call. */
export const CALL_FAULTS = [
  'too-many-requests', // error 6; with `code` 9 flood control, 29 the method's own limit
  'captcha', // error 14 with a picture
  'server-error', // `status` (502) with a page of HTML; not executed
  'refuse', // error `code` (10) with `description`; not executed
  'unanswered', // not executed, and the connection stays silent
  'dropped', // answered as if sent, and the person never sees it
  'answer-lost', // executed, then the connection drops
  'garbage', // executed, then 200 with something that is not JSON
  'slow', // answered after `ms`
  'unauthorized', // error 5, as when the key is revoked
  'no-rights', // error 7, as when an administrator took the rights away
] as const

/** What goes wrong with an event on its way. */
export const EVENT_FAULTS = [
  'lost-update', // never delivered
  'duplicate', // delivered again, with the same event_id
  'reorder', // held back for `ms`, while later ones pass it
  'late-update', // every one comes after `ms`, in order
  'escaped', // texts come as HTML: &lt; &gt; &amp; &quot;
  'cropped', // messages come cut short, with is_cropped
] as const

export const FAULT_RULES: FaultRules = {
  platform: 'vk',
  kinds: [...CALL_FAULTS, ...EVENT_FAULTS],
  concernAll: ['slow', 'unauthorized', 'no-rights'],
  isWriting: (method) => /^messages\.(send$|edit|delete)|createcomment$/.test(method),
}
