import type { ModuleName } from '@otklik/protocol'

/** Modules whose screens this version has not yet. With the last of them this file and its words can go. */
export const unopened: ReadonlySet<ModuleName> = new Set(['call-tracking'])
