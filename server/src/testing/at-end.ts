import { after } from 'node:test'

const closers: (() => Promise<void>)[] = []

/** What was opened last is closed first: an app before its database, that before its cluster. */
export function atEnd(close: () => Promise<void>): void {
  closers.push(close)
}

// Registered while the file loads, so that it belongs to the file and not to the hook that calls.
after(async () => {
  for (;;) {
    const close = closers.pop()
    if (!close) return
    await close()
  }
})
