export { ClosingToasts } from './closing-toasts.tsx'
export { ConversationColumn } from './conversation-column.tsx'
export { type ConversationActs, useConversationActs } from './use-conversation-acts.ts'
