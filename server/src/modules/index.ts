export { moduleRoutes } from './module-routes.ts'
export { isModuleOn, listModules } from './switched.ts'
