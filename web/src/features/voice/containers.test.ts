import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readWebm } from './read-webm.ts'
import { lengthMs, writeOgg } from './write-ogg.ts'
import { writeWav } from './write-wav.ts'

const text = (value: string) => [...new TextEncoder().encode(value)]
const unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
const sound = (value: string) => [0xa3, 0x84 + value.length, 0x81, 0, 0, 0x80, ...text(value)]
/** As browsers record: the lengths of what goes on are unknown. */
const recording = Uint8Array.from([
  ...[0x1a, 0x45, 0xdf, 0xa3, 0x82, 1, 2],
  ...[0x18, 0x53, 0x80, 0x67, ...unknown],
  ...[0x16, 0x54, 0xae, 0x6b, 0x8f, 0xae, 0x8d, 0xd7, 0x81, 1],
  ...[0x63, 0xa2, 0x87, ...text('private')],
  ...[0x1f, 0x43, 0xb6, 0x75, ...unknown, 0xe7, 0x81, 0],
  ...sound('first'),
  ...sound('second'),
  ...[0x1f, 0x43, 0xb6, 0x75, ...unknown, 0xe7, 0x81, 9],
  ...sound('third'),
])
const words = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

test('a recording gives its packets in order, and the head that the recorder wrote', () => {
  const { head, packets } = readWebm(recording)
  assert.equal(words(head), 'private')
  assert.deepEqual(packets.map(words), ['first', 'second', 'third'])
})

test('a recording that breaks off keeps what was whole', () => {
  const { packets } = readWebm(recording.subarray(0, recording.length - 2))
  assert.deepEqual(packets.map(words), ['first', 'second'])
})

test('a packet tells how long it plays', () => {
  const lengths = [[0x08], [0x78], [0xf8], [0xf9], [0xfb, 3], [0x80]]
  assert.deepEqual(
    lengths.map((packet) => lengthMs(Uint8Array.from(packet))),
    [20, 20, 20, 40, 60, 2.5],
  )
})

test('an OGG file has its head first, counts 48 000 samples a second, and ends', () => {
  const second = Array.from({ length: 120 }, () => Uint8Array.from([0xf8, 0xff, 0xfe]))
  const file = Buffer.from(writeOgg({ head: undefined, packets: second }))
  assert.equal(file.subarray(28, 36).toString(), 'OpusHead')
  assert.equal(file[5], 2)
  const last = file.lastIndexOf('OggS')
  assert.equal(file[last + 5], 4)
  assert.equal(file.readBigUInt64LE(last + 6), 115_200n)
  assert.equal(file.readUInt32LE(last + 18), 4)
})

test('a page that holds long packets begins another before its table is full', () => {
  const packets = Array.from({ length: 50 }, () => new Uint8Array(1500).fill(0x78))
  const file = Buffer.from(writeOgg({ head: undefined, packets }))
  const tables = [...file.toString('latin1').matchAll(/OggS/g)].map(({ index }) => file[index + 26])
  assert.deepEqual(tables, [1, 1, 252, 48])
})

test('the checksum of a page is the one that players count', () => {
  // Counted for this page by hand of the standard: its field is zero while it is counted.
  const file = writeOgg({ head: undefined, packets: [Uint8Array.from([0xf8, 0xff, 0xfe])] })
  const page = Buffer.from(file).subarray(0, 47)
  const stated = page.readUInt32LE(22)
  page.writeUInt32LE(0, 22)
  let rest = 0n
  for (const byte of [...page, 0, 0, 0, 0]) {
    rest = (rest << 8n) | BigInt(byte)
    for (let bit = 39n; bit >= 32n; bit--)
      if ((rest >> bit) & 1n) rest ^= 0x104c11db7n << (bit - 32n)
  }
  assert.equal(stated, Number(rest))
})

test('a WAV file mixes its channels and says its own size', () => {
  const file = Buffer.from(
    writeWav([new Float32Array([1, 0.5]), new Float32Array([1, -0.5])], 16_000),
  )
  assert.equal(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12), 'RIFFWAVE')
  assert.equal(file.readUInt32LE(4), file.length - 8)
  assert.equal(file.readUInt32LE(24), 16_000)
  assert.deepEqual([file.readInt16LE(44), file.readInt16LE(46)], [0x7fff, 0])
})
