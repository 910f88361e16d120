export { WithTemplates } from './with-templates.tsx'
export { phoneChannels } from './write-first.ts'
export { WriteFirstButton } from './write-first-button.tsx'
