export type { Audience } from './audience.ts'
export { createHub, type Hub, lastNumber } from './hub.ts'
export { FEED_PATH, serveSockets } from './sockets.ts'
