export interface Upload {
  bytes: Buffer
  name: string
  mimeType: string
}

export interface Part {
  name: string
  value?: string
  upload?: Upload
}

const LINE = Buffer.from('\r\n')
const HEADERS_END = Buffer.from('\r\n\r\n')

/**
 * Parts of a multipart body, or nothing when it is not one. Written here because bots' clients are
 * careless where the parsers we know are strict: grammY sends `filename=Акт сверки.txt`, without
 * quotes and in UTF-8, and the real server takes it.
 */
export function parseMultipart(body: Buffer, contentType: string): Part[] | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!boundary) return undefined
  const border = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const parts: Part[] = []
  let at = body.indexOf(border)
  if (at < 0) return undefined
  for (;;) {
    const start = at + border.length
    if (body.subarray(start, start + 2).toString() === '--') return parts
    at = body.indexOf(Buffer.concat([LINE, border]), start)
    if (at < 0) return undefined
    const part = parsePart(body.subarray(start + LINE.length, at))
    if (!part) return undefined
    parts.push(part)
    at += LINE.length
  }
}

function parsePart(part: Buffer): Part | undefined {
  const end = part.indexOf(HEADERS_END)
  if (end < 0) return undefined
  const headers = part.subarray(0, end).toString()
  const disposition = findHeader(headers, 'content-disposition')
  const name = readParameter(disposition, 'name')
  if (name === undefined) return undefined
  const content = part.subarray(end + HEADERS_END.length)
  const fileName = readParameter(disposition, 'filename')
  if (fileName === undefined) return { name, value: content.toString() }
  const mimeType = findHeader(headers, 'content-type')
  return { name, upload: { bytes: Buffer.from(content), name: fileName, mimeType } }
}

function findHeader(headers: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? ''
}

function readParameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(
    disposition,
  )
  if (!match) return undefined
  return match[1]?.replace(/\\(["\\])/g, '$1').replaceAll('%22', '"') ?? match[2]?.trim()
}
