export { LabelPopover } from './label-popover.tsx'
export { askForTopic, type Labelling, openLabels } from './labelling.ts'
export { activeOf, useLabels } from './use-labels.ts'
