/** What of a keyboard event matters here. */
export interface KeyFacts {
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** What follows it means something else than alone: «G S» must never be taken for «S». */
export const prefixKey = 'KeyG'

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

const modifier = /^(Control|Alt|Shift|Meta)(Left|Right)$|^CapsLock$/

/** It does nothing by itself: something is to follow while it is held. */
export function isModifier(code: string): boolean {
  return modifier.test(code)
}

/** Without Ctrl or Alt a key is what one writes or moves with first: never while writing. */
export function isSingle(keys: string): boolean {
  return !/\b(Ctrl|Alt)\b/.test(keys) && !/\bF\d+$/.test(keys)
}

const special = /\b(Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|Page\w+|Arrow\w+|F\d+)$/

/** A letter, a digit or a mark by itself: what a person may switch off (WCAG 2.1.4). */
export function isCharacter(keys: string): boolean {
  return isSingle(keys) && !special.test(keys)
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

/** An open menu or dialog has keys of its own. */
export function isInLayer(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="menu"], [role="dialog"], dialog') !== null
  )
}
