export { fireDeadlines } from './fire-deadlines.ts'
