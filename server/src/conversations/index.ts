export { type Advance, createAdvance, type Surroundings } from './advance.ts'
export { type Advanced, advanceAlone, advanceWithin } from './advance-within.ts'
export { refuse } from './answers.ts'
export { type ConversationWorld, createDesk } from './desk.ts'
export {
  type EarlyWord,
  findKeyedPart,
  isOpen,
  keyOfPart,
  MOST_IDS,
  type NamedMessage,
  settleDoubt,
  tellWord,
} from './early-word.ts'
export { findPlace } from './find-place.ts'
export {
  findNameThere,
  findOpenOfThread,
  listThread,
  type ThreadPlace,
} from './list-thread.ts'
export type { Loaded, Target } from './load.ts'
export {
  findConversation,
  findSaid,
  isVisible,
  listConversations,
  listMessages,
} from './queries.ts'
export type { Happening, Outcome, Request } from './request.ts'
export { conversationRoutes } from './routes.ts'
export { sendMessage } from './send-message.ts'
export { snapshotRoute } from './snapshot-route.ts'
export { listAccountsToRoute, listAccountsWithWakeUps, takeWakeUps } from './wake-ups.ts'
export type { ChosenTemplate } from './write-message.ts'
