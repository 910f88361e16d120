export { warningsAt } from './places.ts'
export { useWarnings } from './use-warnings.ts'
export { WarningDot } from './warning-dot.tsx'
export { WarningNotice } from './warning-notice.tsx'
