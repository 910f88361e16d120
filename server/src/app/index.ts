export { createServer, type Server } from './server.ts'
export type { ServerOptions } from './world.ts'
