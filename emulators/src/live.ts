import type { ServerResponse } from 'node:http'

const FLUSH_AFTER_MS = 40

/** Tells open pages what has changed; they fetch what they show. Costs nothing while none is open. */
export class Live {
  readonly #pages = new Set<ServerResponse>()
  readonly #changed = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  /** Topics look like `telegram/chat/7100000001/5000000001`, `telegram/people`, `journal`. */
  touch(topic: string): void {
    if (this.#pages.size === 0) return
    this.#changed.add(topic)
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_AFTER_MS).unref()
  }

  attach(page: ServerResponse): void {
    page.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
    page.write('retry: 1000\n\n')
    this.#pages.add(page)
    page.on('close', () => this.#pages.delete(page))
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const page of this.#pages) page.destroy()
  }

  #flush(): void {
    this.#timer = undefined
    const event = `data: ${JSON.stringify([...this.#changed])}\n\n`
    this.#changed.clear()
    for (const page of this.#pages) page.write(event)
  }
}
