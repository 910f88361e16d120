/** Ids of platforms may exceed what a number can hold exactly: such become text, digit for digit. */
export function parseExactly(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
      const isRounded = typeof value === 'number' && !Number.isSafeInteger(value)
      const source = isRounded ? context?.source : undefined
      return source && /^-?\d+$/.test(source) ? source : value
    })
  } catch {
    return undefined
  }
}
