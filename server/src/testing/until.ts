/** What comes soon is seen at once; what takes long is not asked so often that it is refused. */
const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 250

/** Waits for what must come by itself, and says what was there instead when it does not. */
export async function until<Result>(
  look: () => Promise<Result | undefined | false> | Result | undefined | false,
  what: string,
  ms = 60_000,
): Promise<Result> {
  const end = performance.now() + ms
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.3, LONGEST_PAUSE_MS)) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
