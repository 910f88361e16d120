import type { Matcher, MatcherButton, MatcherContent } from './model.ts'

const VARIABLE = /\\\{\\\{\s*[\w]+\s*\\\}\\\}/g

/** The approved template this content is an instance of, to the last character. */
export function findMatch(matchers: Matcher[], content: MatcherContent): Matcher | undefined {
  return matchers.find(
    (matcher) =>
      matcher.status === 'APPROVED' && !matcher.isLocked && fitsContent(matcher.content, content),
  )
}

function fitsContent(pattern: MatcherContent, content: MatcherContent): boolean {
  return (
    fits(pattern.text, content.text) &&
    fits(pattern.header?.text, content.header?.text) &&
    (pattern.header?.headerType ?? 'TEXT') === (content.header?.headerType ?? 'TEXT') &&
    (pattern.footer?.text ?? '') === (content.footer?.text ?? '') &&
    fitsKeyboard(buttonsOf(pattern), buttonsOf(content))
  )
}

/** `{{n}}` stands for anything; everything else is compared as it is. */
function fits(pattern: string | null | undefined, text: string | null | undefined): boolean {
  const escaped = (pattern ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(VARIABLE, '.+?')}$`, 's').test(text ?? '')
}

function fitsKeyboard(pattern: MatcherButton[], buttons: MatcherButton[]): boolean {
  if (pattern.length !== buttons.length) return false
  return pattern.every((button, at) => {
    const other = buttons[at]!
    const isSame = button.text === other.text && button.buttonType === other.buttonType
    if (!isSame) return false
    if (button.buttonType === 'URL') return fits(urlOf(button), urlOf(other))
    return button.buttonType !== 'PHONE' || button.phone === other.phone
  })
}

const urlOf = ({ url, urlPostfix }: MatcherButton) => `${url ?? ''}${urlPostfix ?? ''}`

export function buttonsOf({ keyboard }: MatcherContent): MatcherButton[] {
  return (keyboard?.rows ?? []).flatMap((row) => row.buttons ?? [])
}

/** Text with its variables in place, or nothing when their number differs. */
export function substitute(text: string, values: string[]): string | undefined {
  const names = [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]!))]
  if (names.length !== values.length) return undefined
  return text.replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (_whole, name: string) => values[names.indexOf(name)]!,
  )
}
