export { copySteps, pasteSteps } from './clips.ts'
export {
  addStep,
  changeStep,
  connect,
  findStep,
  moved,
  moveSteps,
  type Point,
  removeSteps,
  type Source,
  type StepChange,
} from './edits.ts'
export { type Exit, type ExitName, exitsOf } from './exits.ts'
export { openScenario, writeScenario } from './files.ts'
export { begin, edit, type History, redo, undo } from './history.ts'
export { type FirstWords, freeId, newOption, newStep } from './new-step.ts'
export { inOrder, keptNames } from './order.ts'
export { freeOffset, freePlace, placeAfter, placeOfStart } from './places.ts'
