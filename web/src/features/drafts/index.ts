export { Drafts } from './drafts.ts'
export { DraftsProvider, useDraftOf, useDrafts, useDraftText } from './drafts-context.ts'
export { isBlank, type Mode, type OwnDraft, type WrittenSpan } from './own-draft.ts'
