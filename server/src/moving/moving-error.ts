/** A sentence for whoever called: what cannot be done, and what can. */
export class MovingError extends Error {
  override readonly name = 'MovingError'
}

/** A bucket is copied by its own tools, and need not be moved at all. */
export function refuseBucket(): never {
  throw new MovingError(
    'FILES_URL is a bucket, which is not moved: take FILES_URL away for this command, and give it to the server again.',
  )
}
