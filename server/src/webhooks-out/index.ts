export { deliverEvents } from './deliver-events.ts'
export { forgetOldEvents } from './forget-old-events.ts'
export { projectEvents } from './project-events.ts'
export { outgoingWebhookRoutes } from './webhook-routes.ts'
