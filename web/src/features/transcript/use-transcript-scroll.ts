import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const nearPx = 48
const earlierPx = 400

interface TranscriptScroll {
  isAtBottom: boolean
  toBottom: () => void
  onScroll: () => void
}

interface ScrollOptions {
  box: RefObject<HTMLElement | null>
  /** Where the first and the last thing shown are: growth above and below is treated differently. */
  firstKey: string | undefined
  lastKey: string | undefined
  /** Our own message always brings the reader to the bottom. */
  ownCount: number
  onNearTop: () => void
}

/** Keeps the reader where they are: at the bottom when there, else at the same words. */
export function useTranscriptScroll(options: ScrollOptions): TranscriptScroll {
  const { box, firstKey, lastKey, ownCount, onNearTop } = options
  const [isAtBottom, setAtBottom] = useState(true)
  const sticks = useRef(true)
  const before = useRef({ firstKey, height: 0, ownCount, isPlaced: false })

  const toBottom = useCallback(() => {
    const element = box.current
    if (!element) return
    sticks.current = true
    element.scrollTop = element.scrollHeight
    setAtBottom(true)
  }, [box])

  useLayoutEffect(() => {
    const element = box.current
    if (!element || lastKey === undefined) return
    const last = before.current
    const isFirstTime = !last.isPlaced
    const grewAbove = !isFirstTime && last.firstKey !== firstKey && !sticks.current
    if (isFirstTime) placeAtStart(element, toBottom, sticks)
    else if (ownCount > last.ownCount || sticks.current) toBottom()
    else if (grewAbove) element.scrollTop += element.scrollHeight - last.height
    before.current = { firstKey, height: element.scrollHeight, ownCount, isPlaced: true }
  }, [box, firstKey, lastKey, ownCount, toBottom])

  // Pictures, a growing composer and a phone's keyboard change heights without a word to us.
  useEffect(() => {
    const element = box.current
    const content = element?.firstElementChild
    if (!element || !content) return
    const observer = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight
      before.current.height = element.scrollHeight
    })
    observer.observe(element)
    observer.observe(content)
    return () => observer.disconnect()
  }, [box])

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    const left = element.scrollHeight - element.scrollTop - element.clientHeight
    sticks.current = left < nearPx
    setAtBottom(sticks.current)
    if (element.scrollTop < earlierPx) onNearTop()
  }, [box, onNearTop])

  return { isAtBottom, toBottom, onScroll }
}

/** At the first unread message when there is one, else at the end. */
function placeAtStart(
  element: HTMLElement,
  toBottom: () => void,
  sticks: RefObject<boolean>,
): void {
  toBottom()
  const unread = element.querySelector<HTMLElement>('[data-unread]')
  if (!unread) return
  const top = unread.offsetTop - 48
  if (top >= element.scrollTop) return
  sticks.current = false
  element.scrollTop = top
}
