/** A stretch of a text; offsets count UTF-16 units. */
export interface Markup {
  type: string
  from: number
  length: number
  url?: string
  user_id?: number
}

export interface Formatted {
  text: string
  markup: Markup[]
}

/** Joins stretches into a text, remembering what each of them was. */
export class Writer {
  #text = ''
  readonly #markup: Markup[] = []

  get length(): number {
    return this.#text.length
  }

  write(text: string): void {
    this.#text += text
  }

  mark(type: string, from: number, more: Partial<Markup> = {}): void {
    const length = this.#text.length - from
    if (length > 0) this.#markup.push({ type, from, length, ...more })
  }

  finish(): Formatted {
    const text = this.#text.replace(/\s+$/, '')
    const markup = this.#markup
      .map((one) => ({ ...one, length: Math.min(one.length, text.length - one.from) }))
      .filter(({ length }) => length > 0)
      .sort((a, b) => a.from - b.from || b.length - a.length)
    return { text, markup }
  }
}

/** `max://user/1` is a mention, everything else a link. */
export function linkOf(url: string): Partial<Markup> & { type: string } {
  const user = /^max:\/\/user\/(\d+)$/.exec(url)?.[1]
  return user ? { type: 'user_mention', user_id: Number(user) } : { type: 'link', url }
}
