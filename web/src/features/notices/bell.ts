/** Several messages at once, as after a lost connection, sound once. */
const soundsEveryMs = 1500
/** What is passed on and offered a moment later, or said in several lines, is one piece of news. */
const sameNewsMs = 5000

/** Remembers what has sounded, so that one thing sounds once. */
export class Bell {
  readonly #sounded = new Map<string, number>()
  #last = -Infinity

  maySound(conversationId: string, now: number): boolean {
    for (const [id, at] of this.#sounded) if (now - at >= sameNewsMs) this.#sounded.delete(id)
    if (this.#sounded.has(conversationId) || now - this.#last < soundsEveryMs) return false
    this.#sounded.set(conversationId, now)
    this.#last = now
    return true
  }
}
