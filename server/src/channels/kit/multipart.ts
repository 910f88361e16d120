import { randomUUID } from 'node:crypto'

export interface Upload {
  /** Of the form field. */
  field: string
  fileName: string
  mime: string
  stream: ReadableStream<Uint8Array>
  /** How much the stream will bring, where that is known. */
  bytes?: number
}

/**
 * Writes a form as it is read, so that a file of 50 MB is never in memory as a whole. FormData
 * would ask for a Blob, and a Blob for all its bytes.
 */
export function multipart(
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[],
): { contentType: string; contentLength?: number; body: ReadableStream<Uint8Array> } {
  const boundary = `otklik-${randomUUID()}`
  const contentLength = lengthOf(boundary, fields, uploads)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    ...(contentLength !== undefined && { contentLength }),
    body: ReadableStream.from(write(boundary, fields, uploads)),
  }
}

/** Known when the size of every file is: some servers take no body of unknown length. */
function lengthOf(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[],
): number | undefined {
  let length = bytes(`--${boundary}--\r\n`).length
  for (const [name, value] of Object.entries(fields)) {
    length += bytes(fieldHead(boundary, name)).length + bytes(`${value}\r\n`).length
  }
  for (const upload of uploads) {
    if (upload.bytes === undefined) return undefined
    length += bytes(uploadHead(boundary, upload)).length + upload.bytes + bytes('\r\n').length
  }
  return length
}

const fieldHead = (boundary: string, name: string): string =>
  `--${boundary}\r\n${disposition(name)}\r\n\r\n`

const uploadHead = (boundary: string, { field, fileName, mime }: Upload): string =>
  `--${boundary}\r\n${disposition(field, fileName)}\r\ncontent-type: ${clean(mime)}\r\n\r\n`

async function* write(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[],
): AsyncGenerator<Uint8Array> {
  for (const [name, value] of Object.entries(fields)) {
    yield bytes(`${fieldHead(boundary, name)}${value}\r\n`)
  }
  for (const upload of uploads) {
    yield bytes(uploadHead(boundary, upload))
    yield* upload.stream
    yield bytes('\r\n')
  }
  yield bytes(`--${boundary}--\r\n`)
}

function disposition(name: string, fileName?: string): string {
  const file = fileName === undefined ? '' : `; filename="${clean(fileName)}"`
  return `content-disposition: form-data; name="${clean(name)}"${file}`
}

/** Servers disagree on how to escape these, and a line break would end the header. */
function clean(text: string): string {
  return text.replace(/["\\\p{Cc}]/gu, '_')
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
