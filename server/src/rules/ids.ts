/**
 * The id of a line that comes with another row: derived, because rules know no chance. Its version
 * digit is one that v7 ids never have, and `nth` tells those of one seed apart.
 *
 * @param seed a v7 id that belongs to this trigger alone
 */
export function idAfter(seed: string, nth = 0): string {
  return `${seed.slice(0, 14)}8${nth.toString(16).padStart(3, '0')}${seed.slice(18)}`
}
