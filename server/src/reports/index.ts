export { projectReports } from './project-reports.ts'
export { reportRoutes } from './report-routes.ts'
export { sendReports } from './send-reports.ts'
export { subscriptionRoutes } from './subscription-routes.ts'
