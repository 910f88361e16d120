export { createLabel } from './edit-labels.ts'
export { findActiveNames } from './find-active-names.ts'
export { labelRoutes } from './label-routes.ts'
