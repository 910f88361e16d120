export { type Callable, calledIn, spansOf } from './find-mentions.ts'
export { useMentionPicker } from './use-mention-picker.tsx'
