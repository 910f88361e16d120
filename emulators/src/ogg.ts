/** One frame of 20 ms of silence, as Opus writes it. */
const SILENT_FRAME = Buffer.from([0xf8, 0xff, 0xfe])
const SAMPLES_PER_MS = 48
const SERIAL = 0x0771
const FIRST_PAGE = 2
const LAST_PAGE = 4
/** A page holds 255 segments of 255 bytes; a dozen packets always fit. */
const PACKETS_PER_PAGE = 12

/** A voice message of silence: a real file, though none of our dependencies can make one. */
export function oggSilence(seconds: number): Buffer {
  return wrapOpus(Array<Buffer>(seconds * 50).fill(SILENT_FRAME))
}

/** Opus packets as an OGG file, the platform's voice format. https://www.rfc-editor.org/rfc/rfc7845 */
export function wrapOpus(packets: Buffer[]): Buffer {
  const pages = [
    page({ number: 0, flags: FIRST_PAGE, samples: 0, packets: [opusHead()] }),
    page({ number: 1, flags: 0, samples: 0, packets: [opusTags()] }),
  ]
  let samples = 0
  for (let at = 0; at < packets.length; at += PACKETS_PER_PAGE) {
    const own = packets.slice(at, at + PACKETS_PER_PAGE)
    for (const packet of own) samples += durationMs(packet) * SAMPLES_PER_MS
    const flags = at + PACKETS_PER_PAGE >= packets.length ? LAST_PAGE : 0
    pages.push(page({ number: pages.length, flags, samples, packets: own }))
  }
  return Buffer.concat(pages)
}

/** A packet's first byte tells the length of its frames, and whether they are one, two or more. */
function durationMs(packet: Buffer): number {
  const [head = 0, second = 0] = packet
  const mode = head >> 3
  const frameMs =
    mode < 12
      ? [10, 20, 40, 60][mode & 3]!
      : mode < 16
        ? [10, 20][mode & 1]!
        : [2.5, 5, 10, 20][mode & 3]!
  const frames = [1, 2, 2, second & 63][head & 3]!
  return frameMs * frames
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head.writeUInt8(1, 8) // version
  head.writeUInt8(1, 9) // channels
  head.writeUInt32LE(48_000, 12)
  return head
}

function opusTags(): Buffer {
  const vendor = 'otklik'
  const tags = Buffer.alloc(16 + vendor.length)
  tags.write('OpusTags')
  tags.writeUInt32LE(vendor.length, 8)
  tags.write(vendor, 12)
  return tags
}

interface Page {
  number: number
  flags: number
  /** Played by the end of this page. */
  samples: number
  packets: Buffer[]
}

function page({ number, flags, samples, packets }: Page): Buffer {
  const segments = packets.flatMap(segmentsOf)
  const head = Buffer.alloc(27)
  head.write('OggS')
  head.writeUInt8(flags, 5)
  head.writeBigUInt64LE(BigInt(samples), 6)
  head.writeUInt32LE(SERIAL, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(segments.length, 26)
  const whole = Buffer.concat([head, Buffer.from(segments), ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
}

/** A packet is full segments and one shorter, which may be empty. */
function segmentsOf(packet: Buffer): number[] {
  return [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]
}

/** CRC-32 of Ogg: not reflected, without inversion. */
function checksum(bytes: Buffer): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return crc >>> 0
}
