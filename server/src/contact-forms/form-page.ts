import { createHash } from 'node:crypto'
import type { ContactFormField } from '@otklik/protocol'
import { type Language, type Words, wordsOf } from '@otklik/words'

import type { Form } from './forms.ts'
import type { ReadAnswer } from './read-answer.ts'

type PageWords = Words['contactForm']

/** The colours of the workplace; no script, and nothing is fetched. */
const style = `
:root { color-scheme: light dark; --bg: #f2f3f6; --surface: #fff; --text: #1a1c22; --quiet: #4f5562;
  --line: #e3e5ea; --control: #868d9a; --accent: #2b59c3; --focus: #2b59c3; --danger: #a81d23 }
@media (prefers-color-scheme: dark) {
  :root { --bg: #111215; --surface: #18191d; --text: #e8e9ed; --quiet: #aeb3be; --line: #282a31;
    --control: #6f7582; --accent: #3d6adb; --focus: #8fb0fa; --danger: #ff938e }
}
* { box-sizing: border-box }
body { margin: 0; padding: 24px 16px; font: 16px/24px system-ui, sans-serif; color: var(--text);
  background: var(--bg); overflow-wrap: anywhere }
main { max-width: 440px; margin: 0 auto; padding: 24px; border: 1px solid var(--line);
  border-radius: 10px; background: var(--surface) }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 28px }
p { margin: 0; color: var(--quiet) }
label { display: block; margin: 20px 0 4px; font-weight: 500 }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit;
  background: var(--surface); border: 1px solid var(--control); border-radius: 6px }
input[aria-invalid] { border-color: var(--danger) }
p.problem { margin-top: 4px; color: var(--danger) }
button { width: 100%; min-height: 44px; margin-top: 24px; padding: 8px 16px; border: 0;
  border-radius: 6px; font: inherit; font-weight: 500; color: #fff; background: var(--accent) }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** Nothing but this page's own style, and its form goes nowhere else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const inputs: Record<ContactFormField, string> = {
  name: 'type="text" autocomplete="name"',
  phone: 'type="tel" autocomplete="tel"',
  email: 'type="email" autocomplete="email"',
}

/**
 * The form itself, with what was typed and what is wrong with it. The browser checks nothing: it
 * would speak a language of its own.
 */
export function formPage(
  { company, fields }: Form,
  language: Language,
  { typed, problems }: Omit<ReadAnswer, 'answer'> = { typed: {}, problems: {} },
): string {
  const words = wordsOf(language).contactForm
  const wrong = fields.find((field) => problems[field])
  const asked = fields.map((field) => {
    const problem = problems[field]
    // The first wrong one, so that what is to be mended is read out at once.
    const focus = field === wrong ? ' autofocus' : ''
    const marked = problem ? ` aria-invalid="true" aria-describedby="${field}-problem"` : ''
    return `<label for="${field}">${escapeHtml(words.fields[field])}</label>
<input id="${field}" name="${field}" ${inputs[field]} value="${escapeHtml(typed[field] ?? '')}"${marked}${focus}>
${problem ? `<p class="problem" id="${field}-problem">${escapeHtml(problemIn(words, problem, fields))}</p>` : ''}`
  })
  const title = words.title(company)
  return page(language, {
    title: wrong ? `${words.wrong}: ${title}` : title,
    body: `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(words.lead)}</p>
<form method="post" novalidate>
${asked.join('\n')}
<button type="submit">${escapeHtml(words.send)}</button>
</form>`,
  })
}

function problemIn(
  words: PageWords,
  problem: keyof PageWords['problems'],
  fields: readonly ContactFormField[],
): string {
  const isOnly = problem === 'required' && fields.length === 1
  return isOnly ? words.requiredAlone : words.problems[problem]
}

/** What there is to say where there is no form to fill in. */
export function saidPage(
  what: 'received' | 'already' | 'gone' | { title: string; text: string },
  language: Language,
): string {
  const { title, text } = typeof what === 'string' ? wordsOf(language).contactForm[what] : what
  return page(language, {
    title,
    body: `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(text)}</p>`,
  })
}

function page(language: Language, { title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main>
${body}
</main>
</html>`
}

const marks: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => marks[mark]!)
