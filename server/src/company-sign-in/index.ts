export type { CompanySignInParts } from './parts.ts'
export { companySignInSettingsRoutes } from './settings-routes.ts'
export { companySignInRoutes } from './sign-in-routes.ts'
