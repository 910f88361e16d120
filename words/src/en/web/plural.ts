const rules = new Intl.PluralRules('en')

/** “1 event”, “2 events”. */
export function plural(count: number, one: string, other: string): string {
  return `${count.toLocaleString('en')}\u00a0${rules.select(count) === 'one' ? one : other}`
}
