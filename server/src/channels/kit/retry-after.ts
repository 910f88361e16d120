/**
 * Reads how long a platform asks us to wait: seconds or an HTTP date, as header or as a number in
 * a body. What makes no sense is no wish. There is no upper limit here; the sender has one.
 */
export function retryAfterMs(wish: unknown, now: number): number | undefined {
  const seconds = typeof wish === 'string' && wish.trim() !== '' ? Number(wish) : wish
  if (typeof seconds === 'number' && !Number.isNaN(seconds)) {
    return seconds > 0 && Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : undefined
  }
  const at = typeof wish === 'string' ? Date.parse(wish) : Number.NaN
  return at > now ? at - now : undefined
}
