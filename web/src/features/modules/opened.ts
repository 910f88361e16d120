import type { ModuleName } from '@otklik/protocol'

/** Modules whose screens this version has. With the last of them this file and its words can go. */
export const opened: ReadonlySet<ModuleName> = new Set(['bots', 'quality', 'whatsapp'])
