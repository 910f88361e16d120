import { templateVariables } from '@otklik/protocol'
import type { TemplateCategory, TemplateLimits } from '@otklik/protocol/settings'

import type { PlatformTemplateState, TemplateDraft, TemplateProblem } from '../contract.ts'

/** https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates */
export const templateLimits: TemplateLimits = {
  namePattern: '[a-z0-9_]+',
  nameCharacters: 'a–z, 0–9, _',
  maxNameLength: 512,
  languages: 'ru en en_US en_GB uk be_BY kk ky_KG uz az ka de es fr it tr pt_BR zh_CN'.split(' '),
  // Codes to sign in with have a form of their own, which is not made here.
  categories: ['utility', 'marketing'],
  headers: ['text', 'image', 'video', 'document'],
  maxHeaderLength: 60,
  maxBodyLength: 1024,
  maxFooterLength: 60,
  maxValueLength: 1000,
  buttons: { max: 10, reply: 10, url: 2, phone: 1, maxLabelLength: 25, maxUrlLength: 2000 },
  helpUrl: 'https://www.facebook.com/business/help/2055875911147364',
}

/** What is handed in and refused hours later: rules of WhatsApp that are no limits. */
export function checkTemplate({ content }: TemplateDraft): TemplateProblem[] {
  const body = content.body.trim()
  const problems: TemplateProblem[] = []
  if (/^\{\{[^}]*\}\}|\{\{[^}]*\}\}[\s.!?]*$/.test(body)) {
    problems.push({
      field: 'content.body',
      words: {
        ru: 'Текст не может начинаться или заканчиваться переменной',
        en: 'A text cannot begin or end with a variable',
      },
    })
  } else if (/\}\}\s*\{\{/.test(body)) {
    problems.push({
      field: 'content.body',
      words: {
        ru: 'Между переменными нужны слова',
        en: 'There have to be words between variables',
      },
    })
  }
  const inHeader = templateVariables(content).filter(({ place }) => place === 'header')
  if (inHeader.length > 1) {
    problems.push({
      field: 'content.header.text',
      words: {
        ru: 'В заголовке может быть одна переменная',
        en: 'A header may have one variable',
      },
    })
  }
  return [...problems, ...checkGroups(content), ...checkLinks(content)]
}

/** Replies and all other buttons are two groups, whichever stands first. */
function checkGroups({ buttons }: TemplateDraft['content']): TemplateProblem[] {
  const isReply = buttons.map(({ kind }) => kind === 'reply')
  const changes = isReply.flatMap((each, index) =>
    index > 0 && each !== isReply[index - 1] ? [index] : [],
  )
  const [, second] = changes
  if (second === undefined) return []
  const words = {
    ru: 'Кнопки-ответы должны стоять подряд, ссылки и телефон — отдельно от них',
    en: 'Reply buttons stand together, links and a phone apart from them',
  }
  return [{ field: `content.buttons.${second}`, words }]
}

function checkLinks({ buttons }: TemplateDraft['content']): TemplateProblem[] {
  return buttons.flatMap((button, index) => {
    const isAtTheEnd = button.kind !== 'url' || /^[^{}]*(\{\{1\}\})?$/.test(button.url)
    if (isAtTheEnd) return []
    const words = {
      ru: 'Переменная {{1}} может стоять только в конце адреса',
      en: 'The variable {{1}} can stand at the end of an address only',
    }
    return [{ field: `content.buttons.${index}.url`, words }]
  })
}

const states: Readonly<Record<string, PlatformTemplateState>> = {
  approved: 'approved',
  reinstated: 'approved',
  unarchived: 'approved',
  // A warning: it is sent all the same.
  flagged: 'approved',
  pending: 'pending',
  in_appeal: 'pending',
  rejected: 'rejected',
  paused: 'paused',
  archived: 'archived',
}

/** What neither of us has a name for is not sent. */
export const toState = (status: string): PlatformTemplateState => {
  const name = status.toLowerCase()
  return Object.hasOwn(states, name) ? states[name]! : 'disabled'
}

const categories: Readonly<Record<string, TemplateCategory>> = {
  marketing: 'marketing',
  utility: 'utility',
  authentication: 'authentication',
  authorization: 'authentication',
}

/** The dearest of them, where nobody says. */
export const toCategory = (category: string | undefined): TemplateCategory =>
  categories[category?.toLowerCase() ?? ''] ?? 'marketing'

/** `name` in place, with its braces, before the variable and after. */
export const VARIABLE = /\{\{\s*([\p{L}\d_]+)\s*\}\}/gu

/** The names of a text's variables, in the order examples are listed in. */
export function namesIn(text: string): string[] {
  const names = [...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name))]
  const isNumbered = names.every((name) => /^\d+$/.test(name))
  return isNumbered ? names.sort((a, b) => Number(a) - Number(b)) : names
}

/** Where the part of an address begins that differs from message to message. */
export function splitUrl(url: string): { fixed: string; variable: string } {
  const at = url.indexOf('{{')
  return at < 0
    ? { fixed: url, variable: '' }
    : { fixed: url.slice(0, at), variable: url.slice(at) }
}
