export { settingsCheckRoutes } from './routes.ts'
