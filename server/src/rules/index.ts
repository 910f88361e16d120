export { checkSchedule, type ScheduleProblems } from './check-schedule.ts'
export { UNDO_MS } from './closing.ts'
export type { Context, Step } from './context.ts'
export {
  type Conversation,
  type Holding,
  holderOf,
  isOpen,
  type LastMessage,
  type Person,
  wakeAt,
} from './conversation.ts'
export type { Effect, Refusal } from './effect.ts'
export type { Delivery, MessageContent, MessageDraft, MessageState } from './message.ts'
export { type Decision, type Pool, route } from './route.ts'
export { compileSchedule } from './schedule.ts'
export { step } from './step.ts'
export type { PartOutcome, SettledPart, Trigger } from './trigger.ts'
