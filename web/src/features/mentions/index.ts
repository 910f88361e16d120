export { type Callable, mentionsIn, spansOf } from './find-mentions.ts'
export { useMentionPicker } from './use-mention-picker.tsx'
