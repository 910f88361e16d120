import { useEffect, useEffectEvent } from 'react'

import { showToast } from '../../ui/toasts.ts'
import { useBotWords } from '../../words/bot-words.ts'
import { openScenario, writeScenario } from '../scenario/index.ts'
import type { Drawing } from './use-drawing.ts'

/**
 * By the browser's own copying and pasting, whatever keys those have: steps can be carried to
 * another bot, and to another company.
 */
export function useClipboard(drawing: Drawing, announce: (text: string) => void): void {
  const { builder: words } = useBotWords()

  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    if (drawing.selected.size === 0 || !isMeant(event)) return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', writeScenario(drawing.copied(drawing.selected)))
    if (event.type !== 'cut') return
    announce(words.removed(drawing.selected.size))
    drawing.remove(drawing.selected)
  })
  const onPaste = useEffectEvent(async (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text === '' || !isMeant(event)) return
    event.preventDefault()
    const clip = await openScenario(text)
    const count = clip ? drawing.paste(clip) : 0
    if (count > 0) announce(words.pasted(count))
    else showToast({ text: words.cannotPaste })
  })

  useEffect(() => {
    const copy = (event: ClipboardEvent) => onCopy(event)
    const paste = (event: ClipboardEvent) => void onPaste(event)
    document.addEventListener('copy', copy)
    document.addEventListener('cut', copy)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', copy)
      document.removeEventListener('paste', paste)
    }
  }, [])
}

/** Not of a text in a field, nor of words selected on the page. */
function isMeant({ target }: ClipboardEvent): boolean {
  const element = target instanceof Element ? target : undefined
  if (element?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return false
  return getSelection()?.isCollapsed ?? true
}
