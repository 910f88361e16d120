export { accountRoutes } from './account-routes.ts'
export { createAccount, joinAccount, type NewAccount, type Person } from './create-account.ts'
export { type Demo, prepareDemo } from './demo.ts'
export { openSecrets } from './installation.ts'
