export { ModuleOff } from './module-off.tsx'
export { useModule } from './use-module.ts'
