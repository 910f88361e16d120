export { focusRegion } from './regions.ts'
export { type Shortcuts, useShortcuts } from './use-shortcuts.ts'
