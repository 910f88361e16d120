import type { IncomingMessage } from 'node:http'
import { parseMultipart, type Upload } from '../multipart.ts'
import { isInvalid, isMissing } from './api-error.ts'

const MAX_FORM_BYTES = 1 << 20

/** Parameters of a call: text by name, from the address and the body alike. */
export class Params {
  readonly #values = new Map<string, string>()
  readonly uploads = new Map<string, Upload>()

  set(name: string, value: string): void {
    this.#values.set(name, value)
  }

  /** The empty string when it is missing: the platform makes no difference. */
  text(name: string): string {
    return this.#values.get(name) ?? ''
  }

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  flag(name: string): boolean {
    return this.text(name) === '1' || this.text(name) === 'true'
  }

  integer(name: string, fallback?: number): number {
    const text = this.text(name).trim()
    if (text === '' && fallback !== undefined) return fallback
    if (text === '') throw isMissing(name)
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
      throw isInvalid(`${name} not integer`)
    return value
  }

  integers(name: string): number[] {
    return this.list(name).map((part) => {
      if (!/^-?\d+$/.test(part)) throw isInvalid(`${name} not integer`)
      return Number(part)
    })
  }

  list(name: string): string[] {
    return this.text(name)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  entries(): Iterable<[string, string]> {
    return this.#values
  }
}

export async function readParams(request: IncomingMessage): Promise<Params> {
  const params = new Params()
  const query = request.url?.indexOf('?') ?? -1
  if (query >= 0) readForm(params, request.url!.slice(query + 1))
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request, MAX_FORM_BYTES)
  if (type.startsWith('application/x-www-form-urlencoded')) readForm(params, body.toString())
  // JSON bodies are not supported: what they say is as if it had not been said.
  if (type.startsWith('multipart/form-data'))
    for (const { name, value } of parseMultipart(body, type) ?? []) params.set(name, value ?? '')
  return params
}

function readForm(params: Params, text: string): void {
  for (const [name, value] of new URLSearchParams(text)) params.set(name, value)
}

/** The whole body, or what fits: the caller sees a body that is too long by its length. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBytes + 1) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
