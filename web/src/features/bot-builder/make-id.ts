const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Short, because it goes into the value of every button of its step. */
export function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
}
