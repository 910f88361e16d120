import type { Conversation } from '@otklik/protocol'

export interface Given {
  done: Conversation[]
  failures: unknown[]
}

const AT_ONCE = 4

/** One after the other, a few at a time: what is refused stops none of the others. */
export async function forEach(
  conversations: readonly Conversation[],
  act: (conversation: Conversation) => Promise<Conversation>,
): Promise<Given> {
  const given: Given = { done: [], failures: [] }
  const left = [...conversations]
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      try {
        given.done.push(await act(next))
      } catch (failure) {
        given.failures.push(failure)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return given
}
