export { getSession } from './api/get-session.ts'
export { signOut } from './api/sign-out.ts'
export { switchAccount } from './api/switch-account.ts'
export { useAppliedPreferences } from './apply-preferences.ts'
export { useCompanyDate } from './use-company-date.ts'
export {
  SessionProvider,
  sessionQuery,
  usePreferences,
  useSavePreferences,
  useSession,
  useSessionQuery,
} from './use-session.ts'
export { useWorkplaceView } from './use-workplace-view.ts'
