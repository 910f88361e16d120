export { QuestionBlock } from './question-block.tsx'
export { useTracking } from './use-tracking.ts'
