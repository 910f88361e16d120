import type { KeyboardEvent } from 'react'

import { usePreferences } from '../session/index.ts'
import type { Writing } from './use-writing.ts'

interface ComposerActs {
  writing: Writing
  send: () => void
  sendAndClose: () => void
  leave: () => void
}

/** The composer's own keys (interface.md §8), by their place on the keyboard. */
export function useComposerKeys(acts: ComposerActs): (event: KeyboardEvent) => void {
  const { enterSends } = usePreferences()
  return (event) => {
    // Enter that ends the composition of a word belongs to the input method.
    if (event.nativeEvent.isComposing) return
    const act = actOf(event, acts, enterSends)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

function actOf(event: KeyboardEvent, acts: ComposerActs, enterSends: boolean) {
  const { writing } = acts
  const isCommand = event.ctrlKey || event.metaKey
  if (event.key === 'Enter') {
    if (isCommand) return acts.sendAndClose
    return event.shiftKey !== enterSends && !event.altKey && !isTouch() ? acts.send : undefined
  }
  if (event.key === 'ArrowUp' && writing.text === '' && !writing.editing) return writing.recallLast
  if (event.key === 'Escape') return writing.purpose?.onCancel ?? acts.leave
  return undefined
}

/** On a phone Enter breaks the line: there is a button to send. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse) and (hover: none)').matches
}
