import type { ClipboardEvent, FocusEvent, KeyboardEvent } from 'react'

/** Typed and done: Enter, leaving the field, or pasting into it (TG-08). */
export function fieldKeys(onCommit: (value: string) => void) {
  return {
    onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
      event.preventDefault()
      onCommit(event.currentTarget.value)
    },
    onBlur: (event: FocusEvent<HTMLInputElement>) => onCommit(event.currentTarget.value),
    onPaste(event: ClipboardEvent<HTMLInputElement>) {
      const input = event.currentTarget
      // What is pasted is in the field only after this event.
      setTimeout(() => onCommit(input.value))
    },
  }
}
