const TRY_EVERY_MS = 20

/** Waits for what must come by itself, and says what was there instead when it does not. */
export async function until<Result>(
  look: () => Promise<Result | undefined | false> | Result | undefined | false,
  what: string,
  ms = 60_000,
): Promise<Result> {
  const end = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
  }
}
