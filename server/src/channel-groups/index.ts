export { editGroup } from './edit-group.ts'
export { groupRoutes } from './group-routes.ts'
export { createFirstGroup } from './make-group.ts'
