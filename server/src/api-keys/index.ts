export { findByKey } from './find-by-key.ts'
export { apiKeyRoutes } from './key-routes.ts'
