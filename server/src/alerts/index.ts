export { listTroubles } from './list-troubles.ts'
export { watchTroubles } from './watch-troubles.ts'
