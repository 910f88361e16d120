export { Composer } from './composer.tsx'
export type { ComposerHandle } from './composer-box.tsx'
export { DropZone } from './drop-zone.tsx'
