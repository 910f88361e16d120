import { Store } from '../../ui/store.ts'

/** Closed by one act, with one undo for all of them: none has a word of its own over the page. */
export const closingTogether = new Store<ReadonlySet<string>>(new Set())
