import type { Rules } from './context.ts'
import type { AutoReplies, Conversation, Moment } from './conversation.ts'
import type { TimedText } from './settings.ts'
import type { Turn } from './turn.ts'

/** What is due within this time of an edit was due anyway. */
const LATE_MS = 5000
/** The id of the one text that follows a bot's failure. */
const FALLBACK = 'fallback'

interface Due {
  at: Moment
  entry: TimedText
  list: 'work' | 'off'
}

/** An entry at its time, which may be outside its list's hours. */
export interface Timed extends Due {
  isInHours: boolean
}

/** The customer's word: what nobody has answered yet starts the list of these hours (D-03). */
export function begun(turn: Turn, at = turn.context.now): void {
  const { autoReplies = { done: [] } } = turn.conversation
  const { settings } = turn.context
  if (autoReplies.isOver) return
  const key = settings.schedule.isOpen(at) ? 'workSince' : 'offSince'
  if (autoReplies[key] !== undefined) return
  turn.change({ autoReplies: { ...autoReplies, [key]: at } })
}

/** A person or a bot replied: nothing automatic follows, ever (S2). */
export function ended(conversation: Conversation): Conversation {
  if (conversation.autoReplies?.isOver) return conversation
  return {
    ...conversation,
    autoReplies: { done: conversation.autoReplies?.done ?? [], isOver: true },
  }
}

/** The next one; a delay that ends outside its list's hours has none. */
export function autoReplyDue(conversation: Conversation, rules: Rules): Due | undefined {
  const { autoReplies, holding } = conversation
  // Never on top of a bot that answers (REQ-07).
  if (!autoReplies || autoReplies.isOver || holding.status === 'bot') return undefined
  const isNext = ({ entry, isInHours }: Timed) => isInHours && !autoReplies.done.includes(entry.id)
  const first = timesOf(autoReplies, 'work', rules).find(isNext)
  const second = timesOf(autoReplies, 'off', rules).find(isNext)
  return first && second ? (first.at <= second.at ? first : second) : (first ?? second)
}

/** What is in the lists that have begun and was not sent, and would be at those times. */
export function unsentReplies({ autoReplies }: Conversation, rules: Rules): Timed[] {
  if (!autoReplies) return []
  const { done } = autoReplies
  return [...timesOf(autoReplies, 'work', rules), ...timesOf(autoReplies, 'off', rules)].filter(
    ({ entry }) => !done.includes(entry.id),
  )
}

function timesOf(
  { workSince, offSince }: AutoReplies,
  list: Due['list'],
  { rules, settings }: Rules,
): Timed[] {
  const since = list === 'work' ? workSince : offSince
  if (since === undefined) return []
  return (list === 'work' ? rules.autoReplies : offHoursList(rules)).map((entry) => {
    const at = since + entry.delayMs
    return { at, entry, list, isInHours: settings.schedule.isOpen(at) === (list === 'work') }
  })
}

/** A bot that cannot answer leaves one text behind, where there is one (D-12). */
function offHoursList({ offHours, offHoursReplies, offHoursFallback }: Rules['rules']) {
  if (offHours === 'auto-replies') return offHoursReplies
  if (offHours !== 'bot' || !offHoursFallback) return []
  return [{ id: FALLBACK, text: offHoursFallback, delayMs: 0 }]
}

/** After an edit of settings: an entry is not for those who have waited longer than it says. */
export function passOver(turn: Turn): void {
  const longAgo = turn.context.now - LATE_MS
  for (;;) {
    const { conversation } = turn
    const due = autoReplyDue(conversation, turn.context)
    if (!due || due.at >= longAgo || !conversation.autoReplies) return
    const { done } = conversation.autoReplies
    turn.change({ autoReplies: { ...conversation.autoReplies, done: [...done, due.entry.id] } })
  }
}

/** Sends it; one that is late and would now be in the wrong hours is dropped. */
export function fire(turn: Turn): void {
  const { context, conversation } = turn
  const due = autoReplyDue(conversation, context)
  if (!due || !conversation.autoReplies) return
  const { done } = conversation.autoReplies
  turn.change({ autoReplies: { ...conversation.autoReplies, done: [...done, due.entry.id] } })
  if (context.settings.schedule.isOpen(context.now) === (due.list === 'work')) {
    turn.say(due.entry.text)
  }
}
