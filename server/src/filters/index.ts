export { filterRoutes } from './filter-routes.ts'
