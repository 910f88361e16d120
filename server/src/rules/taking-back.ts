import { type Context, refused, type Step } from './context.ts'
import type { Conversation, PassedOn } from './conversation.ts'
import type { Sla } from './sla-clock.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'
import { holderInLine, rejoin } from './waiting.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** What is offered on the page for eight seconds may be on its way a little longer. */
const TAKE_BACK_MS = 15_000

/** Acts upon where it is now: from then on it is nobody's to take back. Notes and tags are none. */
const settling: ReadonlySet<Trigger['type']> = new Set([
  'taken',
  'returned',
  'held',
  'resumed',
  'snoozed',
  'close-asked',
  'answer-waived',
  'assignee-away',
])

export function settled(decided: Step, trigger: Trigger): Step {
  const { conversation, refusal } = decided
  if (!conversation?.passedOn || refusal) return decided
  const isWord = trigger.type === 'operator-wrote' && trigger.message.kind === 'message'
  if (!isWord && !settling.has(trigger.type)) return decided
  const { passedOn: _, ...rest } = conversation
  return { ...decided, conversation: rest }
}

/** Whoever passed it on thinks better of it: it is where it was, unless somebody has acted since. */
export function undone(
  conversation: Conversation,
  { operator, mayUndoOthers, lineId }: Of<'transfer-undone'>,
  context: Context,
): Step {
  const { holding, passedOn } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (!passedOn || context.now > passedOn.at + TAKE_BACK_MS || isNobodys(passedOn, context)) {
    return refused(conversation, 'cannot-undo')
  }
  const { by, before, at: _, sla: __, ...told } = passedOn
  if (by.id !== operator.id && !mayUndoOthers) {
    return refused(conversation, 'not-yours', { name: by.name })
  }
  const turn = new Turn(conversation, context, lineId)
  turn.forget('passedOn', 'sla')
  turn.hold(before)
  turn.change({ ...told, ...promisedBefore(conversation, passedOn) })
  turn.line('transfer-undone', {
    ...holderInLine(turn),
    name: operator.name,
    ...(before.status === 'assigned' && { operatorId: before.operatorId }),
  })
  turn.wakeRouting('transfer-undone')
  if (before.status === 'queued') rejoin(turn, before)
  return turn.end()
}

/** What was promised before goes on; what was promised because it was passed on does not. */
function promisedBefore(
  { sla: { broken = [], ...clocks } = {} }: Conversation,
  { sla: { broken: brokenBefore = [], ...before } = {}, at }: PassedOn,
): { sla?: Sla } {
  const since = Object.entries(clocks).filter(([, { startedAt }]) => startedAt !== at)
  const all = new Set([...brokenBefore, ...broken])
  const sla: Sla = {
    ...Object.fromEntries(since),
    ...before,
    ...(all.size > 0 && { broken: [...all] }),
  }
  return Object.keys(sla).length > 0 ? { sla } : {}
}

/** Whoever had it was shut out meanwhile. */
const isNobodys = ({ before }: PassedOn, { settings }: Context): boolean =>
  before.status === 'assigned' && settings.operator(before.operatorId)?.isDisabled !== false
