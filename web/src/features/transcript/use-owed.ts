import type { Conversation, Message } from '@otklik/protocol'
import { type RefObject, useEffect, useState } from 'react'

/** The first word of the customer that nobody has answered, while the conversation owes one. */
export function firstOwed(
  { owes, status }: Pick<Conversation, 'owes' | 'status'>,
  messages: readonly Message[],
): string | undefined {
  if (owes !== 'us' || status === 'closed') return undefined
  const answeredAt = messages.findLastIndex(
    ({ kind, author }) =>
      kind === 'message' && (author.type === 'operator' || author.type === 'bot'),
  )
  return messages.find(
    ({ kind, author }, index) =>
      index > answeredAt && kind === 'message' && author.type === 'contact',
  )?.id
}

/** Whether that message stands above what is shown: only then is there somewhere to jump. */
export function useIsAbove(
  box: RefObject<HTMLElement | null>,
  messageId: string | undefined,
): boolean {
  const [isAbove, setAbove] = useState(false)
  useEffect(() => {
    const element = messageId
      ? box.current?.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
      : undefined
    if (!element) {
      setAbove(false)
      return
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        const top = entry?.rootBounds?.top ?? 0
        setAbove(Boolean(entry && !entry.isIntersecting && entry.boundingClientRect.top < top))
      },
      { root: box.current },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, messageId])
  return isAbove
}
