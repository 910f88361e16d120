export { Drafts } from './drafts.ts'
export { DraftsProvider, useDraftOf, useDrafts, useDraftText } from './drafts-context.ts'
export type { Mode, OwnDraft, WrittenSpan } from './own-draft.ts'
