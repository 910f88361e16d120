import type { Upload } from '../multipart.ts'
import { badRequest } from './refusal.ts'

/**
 * Arguments of a call as the real server sees them: text by name. From a JSON body, strings come
 * decoded and everything else as its raw JSON, so `null` becomes the word "null".
 */
export class Params {
  readonly #values = new Map<string, string>()
  readonly #uploads = new Map<string, Upload>()

  set(name: string, value: string): void {
    this.#values.set(name, value)
  }

  setJson(body: object): void {
    for (const [name, value] of Object.entries(body))
      this.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }

  attach(name: string, upload: Upload): void {
    this.#uploads.set(name, upload)
  }

  /** The empty string when it is missing: the platform makes no difference. */
  text(name: string): string {
    return this.#values.get(name) ?? ''
  }

  has(name: string): boolean {
    return this.text(name) !== ''
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase())
  }

  /** Missing or unreadable gives the fallback; beyond the limits gives the limit. */
  integer(name: string, { fallback = 0, min = -Infinity, max = Infinity } = {}): number {
    const text = this.text(name).trim()
    if (!/^-?\d+$/.test(text)) return fallback
    return Math.min(max, Math.max(min, Number(text)))
  }

  decimal(name: string): number | undefined {
    const text = this.text(name).trim()
    const value = Number(text)
    return text === '' || !Number.isFinite(value) ? undefined : value
  }

  json(name: string, problem: string): unknown {
    if (!this.has(name)) return undefined
    try {
      return JSON.parse(this.text(name))
    } catch {
      throw badRequest(problem)
    }
  }

  upload(name: string): Upload | undefined {
    return this.#uploads.get(name)
  }

  uploads(): Iterable<Upload> {
    return this.#uploads.values()
  }

  /** The length of everything that is not a file: the platform takes one mebibyte of it. */
  weight(): number {
    let bytes = 0
    for (const [name, value] of this.#values) bytes += name.length + Buffer.byteLength(value)
    return bytes
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
