/** Lists of a thousand people fit in it; nothing that a platform answers comes near. */
const MOST_BYTES = 8 * 1024 * 1024

export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
  readonly code = 'ANSWER_TOO_LARGE'
}

/**
 * The body of an answer, as far as it may go: whoever is called could go on for ever, and what they
 * pack small unpacks large. What is longer is no answer; the connection ends with the last piece.
 */
export async function readText(response: Response, maxBytes = MOST_BYTES): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.length
    if (bytes > maxBytes) throw new AnswerTooLargeError()
    pieces.push(piece)
  }
  // Some begin with a byte order mark, which is none of their words.
  return new TextDecoder().decode(Buffer.concat(pieces))
}

/** Undefined where it is no JSON. */
export const readJson = (response: Response): Promise<unknown> =>
  readText(response)
    .then((text): unknown => JSON.parse(text))
    .catch(() => undefined)
