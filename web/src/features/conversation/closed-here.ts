import { Store } from '../../ui/store.ts'

/** Closed one by one on this page: its reader may undo it, whoever had it. */
export const closedHere = new Store<ReadonlySet<string>>(new Set())

export function rememberClosed(id: string): void {
  closedHere.set(new Set([...closedHere.get(), id]))
}
