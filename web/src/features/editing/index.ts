export { BarFailure, BarFrame, BarHint } from './bar-frame.tsx'
export { ConflictNotice, type Show } from './conflict-notice.tsx'
export { type Draft, isSame } from './draft.ts'
export { LeaveGuard } from './leave-guard.tsx'
export { SaveBar } from './save-bar.tsx'
export { useAfterSaving } from './use-after-saving.ts'
export {
  type Edited,
  type Editing,
  type EditingSource,
  type Errors,
  type Saveable,
  useEditing,
} from './use-editing.ts'
export { useFocusOnConflict } from './use-focus-on-conflict.ts'
export { fieldId, useFocusOnError } from './use-focus-on-error.ts'
export { useListWords } from './use-list-words.ts'
