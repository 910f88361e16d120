const rules = new Intl.PluralRules('ru')

/** «1 событие», «2 события», «5 событий». */
export function plural(count: number, one: string, few: string, many: string): string {
  const form = { one, few, many, zero: many, two: few, other: few }[rules.select(count)]
  return `${count.toLocaleString('ru')}\u00a0${form}`
}
