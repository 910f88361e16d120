import { type FocusEvent, useState } from 'react'

import { isBlank, type OwnDraft } from '../drafts/index.ts'

/**
 * Whether the box is there. Where the customer cannot be answered it opens for notes when asked to,
 * and stays with whoever was writing when the door closed: a field that vanishes leaves their next
 * letters to the keys of the page.
 */
export function useDoor({ isOpen, draft }: { isOpen: boolean; draft: OwnDraft }) {
  const [wasOpen, setWasOpen] = useState(isOpen)
  const [isNoting, setNoting] = useState(false)
  const [isTyping, setTyping] = useState(false)
  const [isCutOff, setCutOff] = useState(false)
  if (wasOpen !== isOpen) {
    setWasOpen(isOpen)
    // What was asked for before the door opened is not asked for when it closes again.
    setNoting(false)
    setCutOff(!isOpen && isTyping && !isBlank(draft))
  }
  const isStopped = isCutOff && !isOpen && !isNoting && draft.mode === 'message'
  const follow = (isIn: boolean) => (event: FocusEvent) => {
    if (event.target instanceof HTMLTextAreaElement) setTyping(isIn)
  }
  return {
    isShown: isOpen || isNoting || isCutOff,
    isExplained: !isOpen && !isNoting,
    /** The answer that was being written stands there, to be read and not to be sent. */
    isStopped,
    only: isOpen || isStopped ? undefined : ('note' as const),
    openForNote: () => setNoting(true),
    leave: () => {
      setNoting(false)
      setCutOff(false)
    },
    onFocus: follow(true),
    onBlur: follow(false),
  }
}
