export { moduleRoutes } from './module-routes.ts'
export { switchModule } from './switch-module.ts'
export { isModuleOn, listModules } from './switched.ts'
