import type { FileView } from '@otklik/protocol'

/**
 * Whether an edit tells of the files that its message has already. Platforms name a file anew each
 * time, so that only what is told of it can be compared, as far as it is known on both sides.
 */
export const areSameFiles = (had: readonly FileView[], told: readonly FileView[]): boolean =>
  had.length === told.length && had.every((file, index) => isSame(file, told[index]!))

function isSame(had: FileView, told: FileView): boolean {
  if (had.kind !== told.kind || had.name !== told.name) return false
  if (differ(had.durationS, told.durationS)) return false
  if (had.bytes !== undefined && told.bytes !== undefined) return had.bytes === told.bytes
  return !differ(shortest(had), shortest(told)) && !differ(longest(had), longest(told))
}

const differ = (one: number | undefined, other: number | undefined): boolean =>
  one !== undefined && other !== undefined && Math.round(one) !== Math.round(other)

/** What is fetched may turn out to lie on its side. */
const shortest = ({ width, height }: FileView) => width && height && Math.min(width, height)
const longest = ({ width, height }: FileView) => width && height && Math.max(width, height)
