export { createPushKeys } from './push-keys.ts'
export { pushRoutes } from './push-routes.ts'
export { startNotifications } from './start-notifications.ts'
