import type { ServerFrame } from '@otklik/protocol'

/** A frame as it goes over the wire. */
export type Frame = Buffer

const LAST_TEXT_FRAME = 0x81
const TWO_BYTES_OF_LENGTH = 126
const EIGHT_BYTES_OF_LENGTH = 127

/**
 * Text as one unmasked frame (https://www.rfc-editor.org/rfc/rfc6455#section-5.2), so that it is
 * encoded once and sent to as many as are told the same.
 */
export function frameOf(text: string): Frame {
  const length = Buffer.byteLength(text)
  const headLength = length < TWO_BYTES_OF_LENGTH ? 2 : length < 2 ** 16 ? 4 : 10
  const frame = Buffer.allocUnsafeSlow(headLength + length)
  frame[0] = LAST_TEXT_FRAME
  if (headLength === 2) frame[1] = length
  else if (headLength === 4) {
    frame[1] = TWO_BYTES_OF_LENGTH
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = EIGHT_BYTES_OF_LENGTH
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, headLength)
  return frame
}

export const frameOfServer = (frame: ServerFrame): Frame => frameOf(JSON.stringify(frame))

/** What some readers are told alike: written once, however many they are. */
export class Telling {
  readonly #events: string
  readonly #longer = new Map<string, Telling>()
  readonly #frames = new Map<number, Frame>()

  constructor(events = '') {
    this.#events = events
  }

  /** The same and an event more. */
  and(event: string): Telling {
    const known = this.#longer.get(event)
    if (known) return known
    const longer = new Telling(this.#events === '' ? event : `${this.#events},${event}`)
    this.#longer.set(event, longer)
    return longer
  }

  /** For those who have been told everything before `from`. */
  frame(from: number, to: number): Frame {
    const known = this.#frames.get(from)
    if (known) return known
    const frame = frameOf(`{"type":"events","from":${from},"to":${to},"events":[${this.#events}]}`)
    this.#frames.set(from, frame)
    return frame
  }
}
