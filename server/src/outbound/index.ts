export { type Sending, sendParts } from './send-parts.ts'
export { createTyping } from './typing.ts'
