export { type Advance, createAdvance } from './advance.ts'
export type { Loaded, Target } from './load.ts'
export type { Outcome, Request } from './request.ts'
