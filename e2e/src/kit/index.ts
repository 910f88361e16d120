export { type Desk, openBrowser, openDesk } from './browser.ts'
export { Client, RefusedError } from './client.ts'
export { databaseOf, findPostmaster, makeDataDir, removeDataDir } from './data-dir.ts'
export { freePorts } from './free-ports.ts'
export { runMoving } from './moving.ts'
export { createRandom, type Random } from './random.ts'
export { Replica } from './replica.ts'
export { ServerProcess } from './server-process.ts'
export {
  type Bot,
  type Delivery,
  type PhoneMessage,
  type Sent,
  TelegramEmulator,
} from './telegram-emulator.ts'
export { until } from './until.ts'
