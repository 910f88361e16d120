import { botReceivers } from './web/bot-receivers.ts'

/** What the workplace opens when it is asked to. Apart from the rest: nobody waits for it before. */
export const tools = { botReceivers }
