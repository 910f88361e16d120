export type { Embedded, EmbeddedConnection, EmbeddedOptions } from './cluster.ts'
export { startEmbedded } from './start-embedded.ts'
export { stopEmbedded } from './stop-embedded.ts'
