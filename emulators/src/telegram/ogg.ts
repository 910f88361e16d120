/** One frame of 20 ms of silence, as Opus writes it. */
const SILENT_FRAME = Buffer.from([0xf8, 0xff, 0xfe])
const FRAMES_PER_SECOND = 50
const SAMPLES_PER_FRAME = 960
const SERIAL = 0x0771
const FIRST_PAGE = 2
const LAST_PAGE = 4

/**
 * A voice message of the given length: a real OGG Opus file, made here because the platform's voice
 * format has no encoder among our dependencies. https://www.rfc-editor.org/rfc/rfc7845
 */
export function oggSilence(seconds: number): Buffer {
  const pages = [page(0, FIRST_PAGE, 0, [opusHead()]), page(1, 0, 0, [opusTags()])]
  for (let second = 0; second < seconds; second++) {
    const frames = Array<Buffer>(FRAMES_PER_SECOND).fill(SILENT_FRAME)
    const played = (second + 1) * FRAMES_PER_SECOND * SAMPLES_PER_FRAME
    pages.push(page(second + 2, second === seconds - 1 ? LAST_PAGE : 0, played, frames))
  }
  return Buffer.concat(pages)
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

function page(number: number, flags: number, samples: number, packets: Buffer[]): Buffer {
  const head = Buffer.alloc(27 + packets.length)
  head.write('OggS')
  head.writeUInt8(flags, 5)
  head.writeBigUInt64LE(BigInt(samples), 6)
  head.writeUInt32LE(SERIAL, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(packets.length, 26)
  packets.forEach((packet, i) => {
    head.writeUInt8(packet.length, 27 + i)
  })
  const whole = Buffer.concat([head, ...packets])
  whole.writeUInt32LE(checksum(whole), 22)
  return whole
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
