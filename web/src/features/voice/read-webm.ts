/** What a browser's recording holds, taken out of its container. */
export interface OpusStream {
  /** `OpusHead`, as the recorder wrote it; absent where it wrote none. */
  head: Uint8Array | undefined
  packets: Uint8Array[]
}

/** Elements of WebM that matter here: https://www.rfc-editor.org/rfc/rfc9559 */
const codecPrivate = 0x63a2
const simpleBlock = 0xa3
const block = 0xa1
/** Only opened: what they hold follows, so their length, often unknown, does not matter. */
const containers = new Set([
  0x18538067, // Segment
  0x1654ae6b, // Tracks
  0xae, // TrackEntry
  0x1f43b675, // Cluster
  0xa0, // BlockGroup
])

/** The Opus packets of one sound track, in their order. A cut end loses only what it cut. */
export function readWebm(bytes: Uint8Array): OpusStream {
  const stream: OpusStream = { head: undefined, packets: [] }
  let at = 0
  while (at < bytes.length) {
    const id = readNumber(bytes, at, { isId: true })
    const size = id && readNumber(bytes, at + id.length, { isId: false })
    if (!id || !size) break
    at += id.length + size.length
    if (containers.has(id.value)) continue
    const content = bytes.subarray(at, at + size.value)
    if (content.length < size.value) break
    if (id.value === codecPrivate) stream.head = content
    if (id.value === simpleBlock || id.value === block) stream.packets.push(readBlock(content))
    at += size.value
  }
  return stream
}

/** After the track's number stand two bytes of time and one of flags, then the packet itself. */
function readBlock(content: Uint8Array): Uint8Array {
  const track = readNumber(content, 0, { isId: false })
  const flagsAt = (track?.length ?? 1) + 2
  const lacing = (content[flagsAt] ?? 0) & 0b110
  if (lacing) throw new Error('Several packets in one block: no browser records so')
  return content.subarray(flagsAt + 1)
}

/** The leading zeros of the first byte tell how many bytes follow it; an id keeps the mark. */
function readNumber(bytes: Uint8Array, at: number, { isId }: { isId: boolean }) {
  const first = bytes[at]
  if (!first) return undefined
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return undefined
  let value = isId ? first : first & (0xff >> length)
  for (let index = 1; index < length; index++) value = value * 256 + bytes[at + index]!
  return { value, length }
}
