/** Long enough for the slowest file; a test that hangs must end, and say which one it was. */
export const fileTimeoutMs = 5 * 60_000
