import * as bots from './bots.ts'
import * as closing from './closing.ts'
import * as contact from './contact.ts'
import type { Context, Step } from './context.ts'
import { refused } from './context.ts'
import type { Conversation } from './conversation.ts'
import * as delivery from './delivery.ts'
import * as holding from './holding.ts'
import { imported } from './imported.ts'
import { labelled } from './labels.ts'
import * as operator from './operator.ts'
import * as outbound from './outbound.ts'
import { timePassed } from './passing.ts'
import * as planned from './planned.ts'
import { forQuestion, questionOf } from './question.ts'
import * as ratings from './ratings.ts'
import { clocked } from './sla.ts'
import * as taking from './taking-back.ts'
import type { Trigger } from './trigger.ts'
import * as visits from './visits.ts'
import * as waiting from './waiting.ts'
import { waived } from './waiving.ts'

/**
 * Decides everything about one conversation: its next state and what has to be done because of it.
 * Pure: the same conversation, trigger and context always give the same answer, so a rule is a
 * table test and a month of work is a loop.
 *
 * @param conversation the open conversation of the thread, the one the trigger names, or none yet
 * @returns the new state (the same object when nothing changed), the effects, and, when the request
 *   makes no sense now, a refusal with nothing to write
 */
export function step(
  conversation: Conversation | undefined,
  trigger: Trigger,
  around: Context,
): Step {
  const context = forQuestion(questionOf(conversation, trigger), around)
  const decided = taking.settled(decide(conversation, trigger, context), trigger)
  return clocked(conversation, decided, trigger, context)
}

function decide(conversation: Conversation | undefined, trigger: Trigger, context: Context): Step {
  switch (trigger.type) {
    case 'contact-wrote':
      return contact.wrote(conversation, trigger, context)
    case 'contact-started':
      return contact.started(conversation, trigger, context)
    case 'contact-pressed':
      return contact.pressed(conversation, trigger, context)
    case 'contact-blocked':
      return contact.blocked(conversation, trigger.lineId, context)
    case 'contact-unblocked':
      return contact.unblocked(conversation, trigger.lineId, context)
    case 'history-imported':
      return imported(conversation, trigger, context)
    case 'contact-changed':
      return contact.changed(conversation)
    case 'answered-elsewhere':
      return operator.answeredElsewhere(conversation, trigger.message, context)
    case 'operator-began':
      return outbound.began(conversation, trigger, context)
    case 'form-filled':
      return contact.filledForm(conversation, trigger, context)
    case 'bot-sent-template':
      return outbound.templateSent(conversation, trigger, context)
  }
  if (!conversation) return refused(undefined, 'not-found')
  switch (trigger.type) {
    case 'contact-barred':
      return closing.barred(conversation, trigger, context)
    case 'contact-edited':
      return contact.edited(conversation, trigger, context)
    case 'contact-deleted':
      return contact.deleted(conversation, trigger.messageIds, context)
    case 'contact-rated':
      return ratings.rated(conversation, trigger, context)
    case 'operator-wrote':
      return operator.wrote(conversation, trigger, context)
    case 'message-planned':
      return planned.planned(conversation, trigger, context)
    case 'message-replanned':
      return planned.replanned(conversation, trigger, context)
    case 'message-unplanned':
      return planned.unplanned(conversation, trigger)
    case 'planned-sent':
      return planned.sentEarly(conversation, trigger, context)
    case 'operator-edited':
      return operator.edited(conversation, trigger, context)
    case 'operator-deleted':
      return operator.deleted(conversation, trigger, context)
    case 'operator-tried-again':
      return operator.triedAgain(conversation, trigger, context)
    case 'operator-counted-as-sent':
      return operator.countedAsSent(conversation, trigger, context)
    case 'taken':
      return holding.taken(conversation, trigger, context)
    case 'returned':
      return holding.returned(conversation, trigger, context)
    case 'seen':
      return holding.seen(conversation, trigger)
    case 'marked-unread':
      return holding.markedUnread(conversation)
    case 'close-asked':
      return closing.asked(conversation, trigger, context)
    case 'close-undone':
      return closing.undone(conversation, trigger, context)
    case 'not-spam':
      return closing.notSpam(conversation, trigger, context)
    case 'visit-decided':
      return visits.decided(conversation, trigger, context)
    case 'labelled':
      return labelled(conversation, trigger, context)
    case 'answer-waived':
    case 'answer-owed':
      return waived(conversation, trigger, context)
    case 'continued-elsewhere':
      return outbound.continuedElsewhere(conversation, trigger, context)
    case 'time-passed':
      return timePassed(conversation, trigger.lineId, context)
    case 'nobody-answered':
      return waiting.nobodyAnswered(conversation, trigger, context)
    case 'offered':
      return waiting.offered(conversation, trigger, context)
    case 'assigned':
      return waiting.assigned(conversation, trigger, context)
    case 'declined':
      return waiting.declined(conversation, trigger, context)
    case 'transferred':
      return waiting.transferred(conversation, trigger, context)
    case 'transfer-undone':
      return taking.undone(conversation, trigger, context)
    case 'assignee-away':
      return waiting.assigneeAway(conversation, trigger, context)
    case 'bot-answered':
      return bots.answered(conversation, trigger, context)
    case 'bot-failed':
      return bots.failed(conversation, trigger, context)
    case 'reconsidered':
      return waiting.reconsidered(conversation, trigger.lineId, context)
    case 'held':
    case 'resumed':
      return holding.held(conversation, trigger, context)
    case 'snoozed':
      return holding.snoozed(conversation, trigger, context)
    case 'file-changed':
      return delivery.fileChanged(conversation, trigger, context)
    case 'part-settled':
      return delivery.settled(conversation, trigger, context)
    case 'receipt':
      return delivery.receipt(conversation, trigger, context)
  }
}
