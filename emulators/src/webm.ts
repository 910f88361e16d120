/** Elements whose content is more elements; everything else is skipped or is sound. */
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const BLOCK_GROUP = 0xa0
const CONTAINERS = new Set([SEGMENT, CLUSTER, BLOCK_GROUP])
const SIMPLE_BLOCK = 0xa3
const BLOCK = 0xa1

/** Opus packets of a recording, as browsers make them. https://www.rfc-editor.org/rfc/rfc9559 */
export function readWebmPackets(bytes: Buffer): Buffer[] {
  const packets: Buffer[] = []
  let at = 0
  while (at < bytes.length) {
    const id = readNumber(bytes, at, 'with marker')
    const size = readNumber(bytes, at + id.length, 'without marker')
    const start = at + id.length + size.length
    // Recorders write containers of unknown size: descending into them needs no size at all.
    if (CONTAINERS.has(id.value)) at = start
    else {
      const end = Math.min(bytes.length, start + size.value)
      if (id.value === SIMPLE_BLOCK || id.value === BLOCK)
        packets.push(readFrame(bytes.subarray(start, end)))
      at = end
    }
  }
  return packets
}

/** A block: track number, two bytes of time, a byte of flags, and the frame. */
function readFrame(block: Buffer): Buffer {
  return block.subarray(readNumber(block, 0, 'without marker').length + 3)
}

/** Numbers tell their length by the place of their first set bit. */
function readNumber(bytes: Buffer, at: number, mode: 'with marker' | 'without marker') {
  const first = bytes[at] ?? 0x80
  const length = Math.clz32(first) - 23
  let value = mode === 'with marker' ? first : first & (0xff >> length)
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return { value, length }
}
