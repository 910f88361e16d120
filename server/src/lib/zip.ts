import { crc32 } from 'node:zlib'

/** A file of an archive; nothing is packed, because pictures and films are already. */
export interface ZipFile {
  name: string
  /** As a stream of chunks. */
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

const utf8Names = 0x0800
const sizesFollow = 0x0008

/**
 * A ZIP archive as it is made: sizes follow each file, so that nothing waits in memory. For archives
 * under 4 GB (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3).
 */
export async function* writeZip(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, bytes } of files) {
    const title = Buffer.from(name)
    const start = offset
    const head = headOf(title)
    yield head
    let size = 0
    let sum = 0
    for await (const chunk of bytes) {
      sum = crc32(chunk, sum)
      size += chunk.length
      yield Buffer.from(chunk)
    }
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(0x08074b50, 0)
    writeSizes(sizes, 4, { sum, size })
    yield sizes
    offset += head.length + size + sizes.length
    directory.push(entryOf(title, { sum, size, start }))
  }
  const entries = Buffer.concat(directory)
  yield entries
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  yield end
}

function headOf(title: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(utf8Names | sizesFollow, 6)
  head.writeUInt16LE(0x21, 12)
  head.writeUInt16LE(title.length, 26)
  return Buffer.concat([head, title])
}

function entryOf(
  title: Buffer,
  { start, ...sizes }: { sum: number; size: number; start: number },
): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(utf8Names | sizesFollow, 8)
  entry.writeUInt16LE(0x21, 14)
  writeSizes(entry, 16, sizes)
  entry.writeUInt16LE(title.length, 28)
  entry.writeUInt32LE(start, 42)
  return Buffer.concat([entry, title])
}

function writeSizes(into: Buffer, at: number, { sum, size }: { sum: number; size: number }): void {
  into.writeUInt32LE(sum, at)
  into.writeUInt32LE(size, at + 4)
  into.writeUInt32LE(size, at + 8)
}
