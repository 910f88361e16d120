/** Count and total of each kind of case, by measure and bucket. */
export type Sums = Map<number, [count: number, total: number]>

const BYTES = 14
const BUCKETS = 256

export const codeOf = (measure: number, bucket: number): number => measure * BUCKETS + bucket
export const kindOf = (code: number): { measure: number; bucket: number } => ({
  measure: Math.floor(code / BUCKETS),
  bucket: code % BUCKETS,
})

/** Measures by their number: 1 where one is wanted. A report asks it a million times. */
export function flagsOf(measures: Iterable<number>): Uint8Array {
  const flags = new Uint8Array(256)
  for (const measure of measures) flags[measure] = 1
  return flags
}

/** Adds what is packed to what is there: of the measures that are flagged, or of all. */
export function addPacked(sums: Sums, packed: Buffer, flags?: Uint8Array): void {
  const numbers = new DataView(packed.buffer, packed.byteOffset, packed.length)
  for (let at = 0; at + BYTES <= packed.length; at += BYTES) {
    const measure = packed[at]!
    if (flags && flags[measure] !== 1) continue
    const code = codeOf(measure, packed[at + 1]!)
    const count = numbers.getInt32(at + 2, true)
    const total = numbers.getFloat64(at + 6, true)
    const known = sums.get(code)
    if (known) {
      known[0] += count
      known[1] += total
    } else sums.set(code, [count, total])
  }
}

export function add(sums: Sums, code: number, [count, total]: [number, number]): void {
  const known = sums.get(code)
  if (known) {
    known[0] += count
    known[1] += total
  } else sums.set(code, [count, total])
}

/** Fourteen bytes each: measure, bucket, count and total. What has come to nothing is left out. */
export function pack(sums: Sums): Buffer {
  const kept = [...sums].filter(([, [count, total]]) => count !== 0 || total !== 0)
  const packed = Buffer.alloc(kept.length * BYTES)
  for (const [index, [code, [count, total]]] of kept.entries()) {
    const { measure, bucket } = kindOf(code)
    const at = index * BYTES
    packed[at] = measure
    packed[at + 1] = bucket
    packed.writeInt32LE(count, at + 2)
    packed.writeDoubleLE(total, at + 6)
  }
  return packed
}
