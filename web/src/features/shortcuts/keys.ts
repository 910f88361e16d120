/** What of a keyboard event matters here. */
export interface KeyFacts {
  code: string
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * «Ctrl ArrowDown», «Alt KeyQ», «KeyJ»: by the place of the key, so that it works under any layout.
 * On macOS the command key stands for Ctrl.
 */
export function nameOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyFacts): string {
  const parts = []
  if (ctrlKey || metaKey) parts.push('Ctrl')
  if (altKey) parts.push('Alt')
  if (shiftKey) parts.push('Shift')
  return [...parts, code].join(' ')
}

/** Without Ctrl or Alt a key is a letter first: not while writing, and only if not switched off. */
export function isSingle({ ctrlKey, metaKey, altKey, code }: KeyFacts): boolean {
  return !ctrlKey && !metaKey && !altKey && !/^F\d+$/.test(code)
}

const pressed = 'button, a[href], summary, input'
const moved = 'input[type="radio"], input[type="range"]'

/** What a control does with the key by itself: Enter presses a button, arrows move among radios. */
export function isOwnKey(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof Element)) return false
  if (code.startsWith('Arrow')) return target.closest(moved) !== null
  return ['Enter', 'NumpadEnter', 'Space'].includes(code) && target.closest(pressed) !== null
}

export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  if (!(target instanceof HTMLInputElement)) return false
  return !['checkbox', 'radio', 'button', 'range', 'file'].includes(target.type)
}
