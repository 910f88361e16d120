/** What was touched, by name: what is absent stays as it is stored. */
export type Draft<Values extends object> = Partial<Values>

/** Whether what was typed is another value than the stored one. */
export type IsChanged<Values extends object> = (
  name: keyof Values,
  stored: Values,
  typed: Values[keyof Values],
) => boolean

export function namesOf<Values extends object>(values: Partial<Values>): (keyof Values)[] {
  return Object.keys(values) as (keyof Values)[]
}

/** What has to be sent: only what differs from what is stored. */
export function changesOf<Values extends object>(
  stored: Values,
  draft: Draft<Values>,
  isChanged: IsChanged<Values> = differs,
): Draft<Values> {
  const changes: Draft<Values> = {}
  for (const name of namesOf(draft)) {
    const typed = draft[name]
    if (typed !== undefined && isChanged(name, stored, typed)) changes[name] = typed
  }
  return changes
}

/** What is left of a draft when that was saved: what was typed meanwhile, while it was on its way. */
export function withoutSaved<Values extends object>(
  draft: Draft<Values>,
  saved: Draft<Values>,
): Draft<Values> {
  const left: Draft<Values> = {}
  for (const name of namesOf(draft)) {
    if (!isSame(draft[name], saved[name])) left[name] = draft[name]
  }
  return left
}

/** A draft with some more of it touched; `undefined` lets go of what was touched. */
export function touch<Values extends object>(
  draft: Draft<Values>,
  touched: { [Name in keyof Values]?: Values[Name] | undefined },
): Draft<Values> {
  const next: Draft<Values> = { ...draft }
  for (const name of namesOf(touched)) {
    const value = touched[name]
    if (value === undefined) delete next[name]
    else next[name] = value
  }
  return next
}

/** The names in which two stored versions differ. */
export function differences<Values extends object>(one: Values, other: Values): (keyof Values)[] {
  const names = new Set([...namesOf(one), ...namesOf(other)])
  return [...names].filter((name) => !isSame(one[name], other[name]))
}

export interface ListChanges<Item> {
  added: Item[]
  removed: Item[]
  /** What is in both is in another order. */
  isReordered: boolean
}

/** What happened to a list; its items are told apart by a key. */
export function listChanges<Item>(
  before: readonly Item[],
  now: readonly Item[],
  keyOf: (item: Item) => string,
): ListChanges<Item> {
  const were = before.map(keyOf)
  const are = now.map(keyOf)
  return {
    added: now.filter((item) => !were.includes(keyOf(item))),
    removed: before.filter((item) => !are.includes(keyOf(item))),
    isReordered: !isSame(
      were.filter((key) => are.includes(key)),
      are.filter((key) => were.includes(key)),
    ),
  }
}

function differs<Values extends object>(
  name: keyof Values,
  stored: Values,
  typed: Values[keyof Values],
): boolean {
  return !isSame(stored[name], typed)
}

/** By content; an absent member is the same as an undefined one. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const left = one as Record<string, unknown>
  const right = other as Record<string, unknown>
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every((name) => isSame(left[name], right[name]))
}
