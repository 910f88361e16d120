export { askForHandover } from './asked.ts'
export { Handover } from './handover.tsx'
export { heldBy } from './handover-rows.ts'
