export { drainRouting } from './drain.ts'
export { takeConversation } from './take-conversation.ts'
