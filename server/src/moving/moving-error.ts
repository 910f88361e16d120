/** A sentence for whoever called: what cannot be done, and what can. */
export class MovingError extends Error {
  override readonly name = 'MovingError'
}
