import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oggSilence, wrapOpus } from './ogg.ts'
import { readWebmPackets } from './webm.ts'

test('writes silence of the length asked for', () => {
  const file = oggSilence(3)
  assert.equal(file.subarray(0, 4).toString(), 'OggS')
  assert.equal(file.subarray(28, 36).toString(), 'OpusHead')
  const lastPage = file.lastIndexOf('OggS')
  assert.equal(file.readBigUInt64LE(lastPage + 6), 144_000n)
})

test('splits long packets into segments', () => {
  const file = wrapOpus([Buffer.alloc(600, 0x78)])
  const page = file.lastIndexOf('OggS')
  assert.deepEqual([...file.subarray(page + 26, page + 30)], [3, 255, 255, 90])
})

test('finds the packets of a browser recording', () => {
  const block = (sound: string) =>
    Buffer.concat([
      Buffer.from([0xa3, 0x80 | (4 + sound.length), 0x81, 0, 0, 0x80]),
      Buffer.from(sound),
    ])
  const webm = Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x82, 1, 2]), // a header, of no interest
    Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0xe7, 0x81, 0]), // the time of the cluster
    block('first'),
    block('second'),
  ])
  assert.deepEqual(readWebmPackets(webm).map(String), ['first', 'second'])
})
