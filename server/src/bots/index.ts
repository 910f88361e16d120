export { recordAvailability } from './bot-events.ts'
export { findBotByKey, openBotSecret } from './bot-keys.ts'
export { botRoutes } from './bot-routes.ts'
