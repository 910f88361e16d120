import { after } from 'node:test'

const closers: (() => Promise<void>)[] = []

/** What was opened last is closed first: an app before its database, that before its cluster. */
export function atEnd(close: () => Promise<void>): void {
  closers.push(close)
}

/** For whoever tests several files in one process: each file ends with it. */
export async function closeAll(): Promise<void> {
  for (;;) {
    const close = closers.pop()
    if (!close) return
    await close()
  }
}

// Registered while the file loads, so that it belongs to the file and not to the hook that calls.
after(closeAll)
