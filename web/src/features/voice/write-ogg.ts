import type { OpusStream } from './read-webm.ts'

/** Opus counts in these, whatever the microphone did. */
const samplesPerMs = 48
const firstPage = 2
const lastPage = 4
/** A second of speech: the length of a page is no more than how finely one can seek. */
const packetsPerPage = 50
const mostSegments = 255

/** Opus packets as the file that messengers play as a voice: https://www.rfc-editor.org/rfc/rfc7845 */
export function writeOgg({ head, packets }: OpusStream): Uint8Array<ArrayBuffer> {
  const pages = pagesOf(packets)
  const serial = 1
  let samples = 0
  return joined([
    page({ serial, number: 0, flags: firstPage, samples: 0, packets: [head ?? plainHead()] }),
    page({ serial, number: 1, flags: 0, samples: 0, packets: [tags()] }),
    ...pages.map((own, index) => {
      samples += own.reduce((sum, packet) => sum + lengthMs(packet) * samplesPerMs, 0)
      const flags = index === pages.length - 1 ? lastPage : 0
      return page({ serial, number: index + 2, flags, samples, packets: own })
    }),
  ])
}

/** What plays within the file, told by each packet's first byte: RFC 6716, section 3.1. */
export function lengthMs(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet
  const config = toc >> 3
  const speech = [10, 20, 40, 60]
  const music = [2.5, 5, 10, 20]
  const frameMs =
    config < 12 ? speech[config % 4]! : config < 16 ? speech[config % 2]! : music[config % 4]!
  const frames = [1, 2, 2, second & 0b111111][toc & 0b11]!
  return frameMs * frames
}

/** As many as a page may carry, in whole packets. */
function pagesOf(packets: readonly Uint8Array[]): Uint8Array[][] {
  const pages: Uint8Array[][] = []
  let segments = mostSegments
  for (const packet of packets) {
    const needed = segmentsOf(packet).length
    const page = pages.at(-1)
    if (page && page.length < packetsPerPage && segments + needed <= mostSegments) {
      page.push(packet)
      segments += needed
    } else {
      pages.push([packet])
      segments = needed
    }
  }
  return pages
}

/** One channel, nothing to skip. */
function plainHead(): Uint8Array {
  const head = new Uint8Array(19)
  head.set(ascii('OpusHead'))
  head[8] = 1 // the version
  head[9] = 1 // channels
  new DataView(head.buffer).setUint32(12, 48_000, true)
  return head
}

/** The name of the writer is demanded; comments are not. */
function tags(): Uint8Array {
  const vendor = ascii('otklik')
  const bytes = new Uint8Array(16 + vendor.length)
  bytes.set(ascii('OpusTags'))
  new DataView(bytes.buffer).setUint32(8, vendor.length, true)
  bytes.set(vendor, 12)
  return bytes
}

interface Page {
  serial: number
  number: number
  flags: number
  /** Played when this page ends. */
  samples: number
  packets: readonly Uint8Array[]
}

function page({ serial, number, flags, samples, packets }: Page): Uint8Array {
  const segments = packets.flatMap(segmentsOf)
  const head = new Uint8Array(27)
  const view = new DataView(head.buffer)
  head.set(ascii('OggS'))
  view.setUint8(5, flags)
  view.setBigUint64(6, BigInt(Math.round(samples)), true)
  view.setUint32(14, serial, true)
  view.setUint32(18, number, true)
  view.setUint8(26, segments.length)
  const whole = joined([head, Uint8Array.from(segments), ...packets])
  new DataView(whole.buffer).setUint32(22, checksumOf(whole), true)
  return whole
}

/** A packet ends with its first segment under 255 bytes, be it an empty one. */
function segmentsOf(packet: Uint8Array): number[] {
  const full = Math.floor(packet.length / 255)
  return [...new Array<number>(full).fill(255), packet.length % 255]
}

/** CRC-32 as Ogg has it: from the highest bit, neither begun nor ended with an inversion. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}

const ascii = (text: string) => new TextEncoder().encode(text)

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
