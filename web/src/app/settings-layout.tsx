export { SettingsShell as SettingsLayout } from '../features/settings-shell/index.ts'
