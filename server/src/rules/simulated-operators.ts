import type { Conversation, Moment, Person } from './conversation.ts'
import type { Plan } from './simulation.ts'
import type { Trigger } from './trigger.ts'

interface Deed {
  at: Moment
  /** `id` is new and belongs to this trigger alone. */
  trigger(id: string): Trigger
}

/** What operators do next with what they get, in working time: at other hours nobody is there. */
export function nextDeed(conversation: Conversation, plan: Plan, now: Moment): Deed | undefined {
  if (plan.does.do === 'nothing') return undefined
  const deed = deedWith(conversation, plan, now)
  if (!deed) return undefined
  const { schedule } = plan.settings
  const asked = Math.max(deed.at, now)
  const at = schedule.isOpen(asked) ? asked : schedule.nextOpening(asked)
  return at === undefined ? undefined : { ...deed, at }
}

function deedWith(conversation: Conversation, plan: Plan, now: Moment): Deed | undefined {
  const { holding, owes, waitingSince } = conversation
  const { does } = plan
  const afterMs = does.do === 'nothing' ? 0 : does.afterS * 1000
  switch (holding.status) {
    // Who is there accepts, or takes, at once; what takes its time is the answer.
    case 'offered':
      return takes(holding.to[0], now)
    case 'queued':
      if (!holding.isByHand || holding.waitsForOpening) return undefined
      return takes(whoeverIsThere(holding.queue.id, plan), holding.since)
    case 'assigned': {
      const operator = { id: holding.operatorId, name: holding.operatorName }
      if (owes === 'us') {
        return answers(operator, Math.max(waitingSince ?? 0, holding.since) + afterMs)
      }
      if (does.do !== 'close') return undefined
      return {
        at: now,
        trigger: () => ({ type: 'close-asked', operator, mayCloseOthers: false }),
      }
    }
    default:
      return undefined
  }
}

function takes(operator: Person | undefined, at: Moment): Deed | undefined {
  if (!operator) return undefined
  const trigger = (lineId: string) =>
    ({ type: 'taken', operator, lineId, mayTakeOver: false }) as const
  return { at, trigger }
}

const answers = (operator: Person, at: Moment): Deed => ({
  at,
  trigger: (id) => {
    const author = { type: 'operator', ...operator } as const
    const message = { id, kind: 'message', author, text: '', content: {}, at } as const
    return { type: 'operator-wrote', operator, message }
  },
})

/** Of those who could take it by hand, the first. */
function whoeverIsThere(teamId: string, { members, operators }: Plan): Person | undefined {
  for (const id of members.get(teamId) ?? []) {
    const found = operators.find((operator) => operator.id === id)
    if (found?.isPresent && found.status === 'online') return { id, name: found.name }
  }
  return undefined
}
