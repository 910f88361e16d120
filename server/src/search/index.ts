export { projectMessages } from './project-messages.ts'
export { searchRoutes } from './routes.ts'
