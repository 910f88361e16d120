import type { ChannelField } from '@otklik/protocol'

type Values = Readonly<Record<string, string>>

/** The fields that apply to what is chosen so far: one may hang on another, which hangs on a third. */
export function applyingFields(
  fields: readonly ChannelField[],
  { typed, stored }: { typed: Values; stored: Values },
): ChannelField[] {
  const applying = new Map<string, string>()
  return fields.filter(({ name, choices, onlyIf }) => {
    if (onlyIf && applying.get(onlyIf.field) !== onlyIf.value) return false
    applying.set(name, typed[name] || stored[name] || (choices?.[0]?.value ?? ''))
    return true
  })
}
