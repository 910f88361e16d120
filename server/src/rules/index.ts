export { checkSchedule, type ScheduleProblems } from './check-schedule.ts'
export { UNDO_MS } from './closing.ts'
export { concernsOf } from './concerns.ts'
export type { Context, Rules, Step } from './context.ts'
export {
  type Ad,
  type BotInput,
  botOf,
  type Conversation,
  type FoundVisit,
  type Holding,
  holderOf,
  isAside,
  isOpen,
  type LastMessage,
  type Moment,
  type Person,
  type Planned,
  type Queued,
  type Rating,
  teamOf,
  type Visit,
  type WithBot,
  waitingOf,
} from './conversation.ts'
export { wakeAt } from './deadlines.ts'
export type { BotFailure, Effect, Refusal } from './effect.ts'
export { MOST_SNOOZE_MS } from './holding.ts'
export { idAfter } from './ids.ts'
export type { Delivery, MessageContent, MessageDraft, MessageState } from './message.ts'
export { readRatingValue } from './ratings.ts'
export {
  type Assignment,
  byTurn,
  type Pool,
  type RosterEntry,
  route,
  type Waiting,
} from './route.ts'
export { checkScenario } from './scenario/check.ts'
export { lookOf } from './scenario/look.ts'
export { runScenario } from './scenario/run.ts'
export type {
  ScenarioFacts,
  ScenarioPlace,
  ScenarioRequest,
  ScenarioRun,
  ScenarioTalk,
  ScenarioTrigger,
  ScenarioWait,
} from './scenario/talk.ts'
export { type TryWorld, tryScenario } from './scenario/try.ts'
export { runTurn, type ScenarioTurn } from './scenario/turn.ts'
export type { ScenarioWorld } from './scenario/world.ts'
export { compileSchedule } from './schedule.ts'
export { describeMoment, type MomentOfSchedule, momentOf } from './schedule-moment.ts'
export type {
  BotRules,
  ChannelRules,
  LabelRules,
  OpeningHours,
  RatingRules,
  Settings,
  TeamRules,
  TimedText,
} from './settings.ts'
export { simulate } from './simulate.ts'
export type { Plan, Simulated, SimulatedStep } from './simulation.ts'
export type { SlaClock, SlaKind } from './sla-clock.ts'
export { step } from './step.ts'
export { isComplete, type TemplateMessage, toTemplateMessage } from './template-message.ts'
export { openTimeZone } from './time-zone.ts'
export type { BotDeed, ConversationName, PartOutcome, SettledPart, Trigger } from './trigger.ts'
export {
  makeVisitNumber,
  readVisitNumbers,
  readVisitPayload,
  showVisitNumber,
  VISIT_ALPHABET_SIZE,
  VISIT_CHOICES,
  visitPayload,
} from './visit-number.ts'
export { atWallClock, nextWeekday } from './wall-clock.ts'
