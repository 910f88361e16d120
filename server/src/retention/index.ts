export { forgetWhatIsOver } from './forget.ts'
export { retentionRoutes } from './retention-routes.ts'
