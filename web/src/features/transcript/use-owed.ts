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
    // All that is below counts as shown: a leap over the message is noticed like a slow scroll.
    const observer = new IntersectionObserver(
      ([entry]) => setAbove(entry?.isIntersecting === false),
      {
        root: box.current,
        rootMargin: '0px 0px 1000000px 0px',
      },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, messageId])
  return isAbove
}
