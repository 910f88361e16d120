export { planMessage } from './api/planned.ts'
