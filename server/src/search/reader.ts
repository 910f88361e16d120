import type { Caller } from '../http/index.ts'

export type Reader = Caller

/** The condition that leaves the conversations `c` which the reader may see. */
export function seenBy(_reader: Reader, _values: unknown[]): string {
  return 'true'
}
