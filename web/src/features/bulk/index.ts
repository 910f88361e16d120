export { BulkBarPlace } from './bulk-bar-place.tsx'
export { closingTogether } from './closing-together.ts'
