export { atEnd } from './at-end.ts'
export { createTestDatabase } from './database.ts'
