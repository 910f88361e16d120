export { auditRoutes } from './audit-routes.ts'
export { changedMeanwhile } from './changed-meanwhile.ts'
export { differences, withPrefix } from './differences.ts'
export { type Author, recordChange } from './record-change.ts'
