/** A control request that makes no sense; the caller sees the sentence and the status. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function getOr404<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ControlError(404, `${what} not found`)
  return value
}

/** Reads the body of a control request, field by field. */
export class Fields {
  readonly #body: Record<string, unknown>

  constructor(body: unknown) {
    if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body)))
      throw new ControlError(400, 'the body must be a JSON object')
    this.#body = (body ?? {}) as Record<string, unknown>
  }

  has(name: string): boolean {
    return this.#body[name] !== undefined && this.#body[name] !== null
  }

  raw(name: string): unknown {
    return this.#body[name]
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name, 'a string')
  }

  optionalText(name: string): string | undefined {
    return this.#read(name, 'a string', (value) => typeof value === 'string')
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.#missing(name, 'a number')
  }

  optionalNumber(name: string): number | undefined {
    return this.#read(name, 'a number', (value) => Number.isFinite(value))
  }

  flag(name: string): boolean {
    return this.#read(name, 'true or false', (value) => typeof value === 'boolean') ?? false
  }

  list(name: string): unknown[] {
    return this.#read(name, 'a list', (value) => Array.isArray(value)) ?? []
  }

  #read<T>(name: string, what: string, fits: (value: unknown) => boolean): T | undefined {
    if (!this.has(name)) return undefined
    const value = this.#body[name]
    return fits(value) ? (value as T) : this.#missing(name, what)
  }

  #missing(name: string, what: string): never {
    throw new ControlError(400, `"${name}" must be ${what}`)
  }
}
