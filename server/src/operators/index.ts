export { addOperator } from './add-operator.ts'
export { invitationRoutes } from './invitation-routes.ts'
export { operatorRoutes } from './operator-routes.ts'
export { findOperator, listOperators, toOperator } from './operator-view.ts'
