import { type RefObject, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'

import { jumpRequest } from './jump-request.ts'

const mostPages = 20

/** Brings a quoted message into view, loading what is before until it is there. */
export function useJump(
  box: RefObject<HTMLElement | null>,
  loadEarlier: () => boolean,
  hasMore: boolean,
): (messageId: string, keepsFocus?: boolean) => void {
  const wanted = useRef<{ id: string; pagesLeft: number; keepsFocus: boolean }>(undefined)

  const look = useCallback(() => {
    const target = wanted.current
    if (!target) return
    const element = box.current?.querySelector<HTMLElement>(
      `[data-message="${CSS.escape(target.id)}"]`,
    )
    if (element) {
      wanted.current = undefined
      element.scrollIntoView({ block: 'center' })
      if (!target.keepsFocus) element.focus({ preventScroll: true })
      element.dataset.flash = ''
      element.addEventListener('animationend', () => delete element.dataset.flash, { once: true })
    } else if (hasMore && target.pagesLeft > 0) {
      // While a page is on its way no further one is spent.
      if (loadEarlier()) target.pagesLeft -= 1
    } else {
      wanted.current = undefined
    }
  }, [box, hasMore, loadEarlier])

  // After every drawing: the page that was asked for may have come.
  useEffect(look)

  return useCallback(
    (messageId, keepsFocus = false) => {
      wanted.current = { id: messageId, pagesLeft: mostPages, keepsFocus }
      look()
    },
    [look],
  )
}

/** What was found elsewhere is shown once the transcript is there. */
export function useRequestedJump(
  conversationId: string,
  isFresh: boolean,
  jump: (messageId: string, keepsFocus?: boolean) => void,
): void {
  const request = useSyncExternalStore(jumpRequest.subscribe, jumpRequest.get)
  const isOurs = request?.conversationId === conversationId
  useEffect(() => {
    if (!request || !isOurs || !isFresh) return
    jumpRequest.set(undefined)
    jump(request.messageId, request.keepsFocus)
  }, [request, isOurs, isFresh, jump])
}
