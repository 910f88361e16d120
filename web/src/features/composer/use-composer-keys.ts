import type { KeyboardEvent } from 'react'

import { usePreferences } from '../session/index.ts'
import type { Writing } from './use-writing.ts'

interface ComposerActs {
  writing: Writing
  send: () => void
  sendAndClose: () => void
  toggleFormat: (format: 'bold' | 'italic') => void
  pickReply: (() => void) | undefined
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
  if (isCommand && !event.altKey && !event.shiftKey && acts.writing.mode === 'message') {
    if (event.code === 'KeyB') return () => acts.toggleFormat('bold')
    if (event.code === 'KeyI') return () => acts.toggleFormat('italic')
  }
  if (isSlash(event) && isAtLineStart(event.currentTarget)) return acts.pickReply
  if (event.key === 'ArrowUp' && writing.text === '' && !writing.editing) return writing.recallLast
  if (event.key === 'Escape') return writing.purpose?.onCancel ?? acts.leave
  return undefined
}

/** The sign itself, or its key under a layout that has another sign there. */
function isSlash({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false
  return key === '/' || (code === 'Slash' && !shiftKey)
}

function isAtLineStart(field: EventTarget): boolean {
  if (!(field instanceof HTMLTextAreaElement)) return false
  const { selectionStart, selectionEnd, value } = field
  return selectionStart === selectionEnd && /(^|\n)$/.test(value.slice(0, selectionStart))
}

/** On a phone Enter breaks the line: there is a button to send. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse) and (hover: none)').matches
}
