import { randomUUID } from 'node:crypto'

export interface Upload {
  /** Of the form field. */
  field: string
  fileName: string
  mime: string
  stream: ReadableStream<Uint8Array>
}

/**
 * Writes a form as it is read, so that a file of 50 MB is never in memory as a whole. FormData
 * would ask for a Blob, and a Blob for all its bytes.
 */
export function multipart(
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[],
): { contentType: string; body: ReadableStream<Uint8Array> } {
  const boundary = `otklik-${randomUUID()}`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: ReadableStream.from(write(boundary, fields, uploads)),
  }
}

async function* write(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  uploads: readonly Upload[],
): AsyncGenerator<Uint8Array> {
  for (const [name, value] of Object.entries(fields)) {
    yield bytes(`--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`)
  }
  for (const { field, fileName, mime, stream } of uploads) {
    const type = `content-type: ${clean(mime)}`
    yield bytes(`--${boundary}\r\n${disposition(field, fileName)}\r\n${type}\r\n\r\n`)
    yield* stream
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
