export { postMessage } from './api/post-message.ts'
export { type Draft, Outbox } from './outbox.ts'
export { OutboxProvider, useOutbox, useOutboxOf } from './outbox-context.ts'
export type { OutboxFile, OutboxItem } from './outbox-storage.ts'
