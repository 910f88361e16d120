import type { FormatSpan, Message } from '@otklik/protocol'

/** A colleague or a team that a note may call by name. */
export interface Callable {
  readonly kind: 'operator' | 'team'
  readonly id: string
  readonly name: string
}

/** The API takes no more in one note. */
const mostMentions = 20

/** Ends a name: «@Анна» is not found in «@Аннушка». */
const goesOn = /[\p{L}\p{N}_]/u

/** Whom the text calls with `@`: the longest name that fits, each once, however it is written. */
export function mentionsIn(text: string, callable: readonly Callable[]): Callable[] {
  const byLength = [...callable].sort((a, b) => b.name.length - a.name.length)
  const found = new Map<string, Callable>()
  const low = text.toLowerCase()
  for (let at = low.indexOf('@'); at >= 0; at = low.indexOf('@', at + 1)) {
    if (at > 0 && goesOn.test(text[at - 1] ?? '')) continue
    const called = byLength.find(({ name }) => startsWith(low, at + 1, name.toLowerCase()))
    if (called) found.set(`${called.kind} ${called.id}`, called)
  }
  return [...found.values()]
}

const startsWith = (text: string, from: number, name: string): boolean =>
  text.startsWith(name, from) && !goesOn.test(text[from + name.length] ?? '')

/** The same, as the server is told of it. */
export const calledIn = (text: string, callable: readonly Callable[]) =>
  mentionsIn(text, callable)
    .slice(0, mostMentions)
    .map(({ kind, id }) => ({ kind, id }))

/** Where the names of those called stand in a note, to be told from the rest. */
export function spansOf(text: string, mentions: Message['mentions'] = []): FormatSpan[] {
  const low = text.toLowerCase()
  return mentions.flatMap(({ name }) => {
    const spans: FormatSpan[] = []
    const called = `@${name.toLowerCase()}`
    for (let at = low.indexOf(called); at >= 0; at = low.indexOf(called, at + 1)) {
      spans.push({ type: 'bold', offset: at, length: called.length })
    }
    return spans
  })
}

/** What is being typed after the last `@` before the caret; undefined where nobody is being called. */
export function typedName(text: string, caret: number): string | undefined {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at < 0 || goesOn.test(before[at - 1] ?? '')) return undefined
  const typed = before.slice(at + 1)
  return typed.length <= 40 && !/[\n@,.!?:;]/.test(typed) ? typed : undefined
}
