import { GraphError } from '../errors.ts'
import type { Category, Component, TemplateButton } from '../model.ts'
import { CATEGORIES } from '../model.ts'
import { type Body, isObject } from '../sending/fields.ts'

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g
const FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const

export function refuseTemplate(subcode: number, title: string, message: string): GraphError {
  return new GraphError(100, 'Invalid parameter', {
    subcode,
    userTitle: title,
    userMessage: message,
  })
}

const tooLong = (what: string, max: number) =>
  refuseTemplate(2388040, 'Field is too long', `${what} can have at most ${max} characters.`)
const badHeader = (message: string) =>
  refuseTemplate(2388047, 'Header format is incorrect', message)
const badBody = (message: string) => refuseTemplate(2388072, 'Body format is incorrect', message)
const badFooter = (message: string) =>
  refuseTemplate(2388073, 'Footer format is incorrect', message)
const badButtons = (message: string) => refuseTemplate(2388109, 'Buttons are incorrect', message)

export function readName(name: unknown): string {
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name))
    throw new GraphError(
      100,
      '(#100) Param name must be up to 512 lowercase letters, digits and underscores.',
    )
  return name
}

export function readLanguage(language: unknown): string {
  if (typeof language !== 'string' || !/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language))
    throw new GraphError(100, '(#100) Param language is not a supported language code.')
  return language
}

export function readCategory(category: unknown): Category {
  const found = CATEGORIES.find((known) => known === String(category).toUpperCase())
  if (!found)
    throw new GraphError(100, `(#100) Param category must be one of {${CATEGORIES.join(', ')}}.`)
  return found
}

export type ParameterFormat = 'POSITIONAL' | 'NAMED'

/** Components as the platform keeps them, or the reason it does not take them. */
export function readComponents(raw: unknown, format: ParameterFormat): Component[] {
  if (!Array.isArray(raw)) throw new GraphError(100, '(#100) The parameter components is required.')
  const components = raw.filter(isObject).map((component) => readComponent(component, format))
  if (!components.some(({ type }) => type === 'BODY')) throw badBody('A template must have a body.')
  return components
}

function readComponent(component: Body, format: ParameterFormat): Component {
  switch (String(component.type).toUpperCase()) {
    case 'HEADER':
      return readHeader(component, format)
    case 'BODY':
      return readBody(component, format)
    case 'FOOTER':
      return readFooter(component)
    case 'BUTTONS':
      return { type: 'BUTTONS', buttons: readButtons(component) }
    default:
      throw new GraphError(100, `(#100) Component type ${String(component.type)} is not supported.`)
  }
}

function readHeader(component: Body, format: ParameterFormat): Component {
  const kind = FORMATS.find((known) => known === String(component.format ?? 'TEXT').toUpperCase())
  if (!kind) throw badHeader(`Format ${String(component.format)} is not supported.`)
  const example = exampleOf(component)
  if (kind === 'LOCATION') return { type: 'HEADER', format: kind }
  if (kind !== 'TEXT') {
    if (!Array.isArray(example?.header_handle))
      throw badHeader('A sample of the media is required.')
    return { type: 'HEADER', format: kind, example }
  }
  const text = textOf(component, badHeader)
  if ([...text].length > 60) throw tooLong('The header', 60)
  if (/[\n*~`]/.test(text)) throw badHeader('The header cannot have new lines or formatting.')
  const names = readVariables(text, format, badHeader)
  if (names.length > 1) throw badHeader('The header can have one variable.')
  checkExamples(names, example, 'header_text', badHeader)
  return { type: 'HEADER', format: 'TEXT', text, ...(example && { example }) }
}

function readBody(component: Body, format: ParameterFormat): Component {
  const text = textOf(component, badBody)
  if ([...text].length > 1024) throw tooLong('The body', 1024)
  const names = readVariables(text, format, badBody)
  if (/^\s*\{\{|\}\}\s*$/.test(text))
    throw refuseTemplate(
      2388299,
      'Leading or trailing params not allowed',
      "Variables can't be at the start or end of the template.",
    )
  if (/\}\}\s*\{\{/.test(text)) throw badBody("Variables can't be next to each other.")
  const words = text.replace(VARIABLE, ' ').split(/\s+/).filter(Boolean).length
  if (names.length > 0 && words < 2 * names.length + 1)
    throw refuseTemplate(
      2388293,
      'Parameters words ratio exceeds limit',
      'This template has too many variables for its length.',
    )
  const example = exampleOf(component)
  checkExamples(names, example, 'body_text', badBody)
  return { type: 'BODY', text, ...(example && { example }) }
}

function readFooter(component: Body): Component {
  const text = textOf(component, badFooter)
  if ([...text].length > 60) throw tooLong('The footer', 60)
  if (text.includes('{{')) throw badFooter('The footer cannot have variables.')
  return { type: 'FOOTER', text }
}

const BUTTON_LIMITS: Record<string, number> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
  FLOW: 1,
  CATALOG: 1,
  OTP: 1,
}

function readButtons({ buttons }: Body): TemplateButton[] {
  if (!Array.isArray(buttons) || buttons.length === 0) throw badButtons('Buttons are required.')
  if (buttons.length > 10) throw badButtons('A template can have at most 10 buttons.')
  const read = buttons.filter(isObject).map(readButton)
  for (const [type, most] of Object.entries(BUTTON_LIMITS))
    if (read.filter((button) => button.type === type).length > most)
      throw badButtons(`At most ${most} buttons of type ${type} are allowed.`)
  // Quick replies stand together: another kind between two of them is refused.
  const groups = read
    .map(({ type }) => type === 'QUICK_REPLY')
    .filter((is, at, all) => is !== all[at - 1])
  if (groups.length > 2) throw badButtons('Quick replies and other buttons must be grouped.')
  return read
}

function readButton(button: Body): TemplateButton {
  const type = String(button.type).toUpperCase()
  if (!(type in BUTTON_LIMITS)) throw badButtons(`Type ${type} is not supported.`)
  const { text, url, phone_number, example } = button
  const needsText = !['COPY_CODE', 'REQUEST_CONTACT_INFO', 'OTP', 'CATALOG'].includes(type)
  if (needsText && (typeof text !== 'string' || text === ''))
    throw badButtons('A button needs a text.')
  if (typeof text === 'string' && [...text].length > 25) throw tooLong("A button's text", 25)
  if (type === 'URL') checkUrl(url, example)
  if (type === 'PHONE_NUMBER' && !/^\+?\d{5,20}$/.test(String(phone_number ?? '')))
    throw badButtons('A button that calls needs a phone.')
  return {
    type,
    ...(typeof text === 'string' && { text }),
    ...(typeof url === 'string' && { url }),
    ...(typeof phone_number === 'string' && { phone_number }),
    ...(example !== undefined && { example }),
  }
}

function checkUrl(url: unknown, example: unknown): void {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url))
    throw badButtons('A link needs an address.')
  if (url.length > 2000) throw tooLong('An address', 2000)
  const variables = [...url.matchAll(VARIABLE)]
  if (variables.length === 0) return
  if (variables.length > 1 || !url.endsWith('}}'))
    throw badButtons('An address can have one variable, at its end.')
  if (!Array.isArray(example) || example.length !== 1)
    throw badButtons('An address with a variable needs a sample.')
}

function textOf(component: Body, refuse: (message: string) => GraphError): string {
  const { text } = component
  if (typeof text !== 'string' || text.trim() === '') throw refuse('The text is required.')
  return text
}

const exampleOf = ({ example }: Body) => (isObject(example) ? example : undefined)

function readVariables(
  text: string,
  format: ParameterFormat,
  refuse: (message: string) => GraphError,
): string[] {
  const names = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1]!))]
  const isNamed = format === 'NAMED'
  const fits = isNamed ? /^[a-z][a-z0-9_]*$/ : /^[1-9]\d*$/
  if (!names.every((name) => fits.test(name)))
    throw refuse(isNamed ? 'Variables must be named.' : 'Variables must be numbers in {{}}.')
  const isInOrder = names.every((name, at) => name === String(at + 1))
  if (!isNamed && !isInOrder)
    throw refuse('Variables must be {{1}}, {{2}} and so on, without gaps.')
  return names
}

/** `[["a","b"]]` or `["a","b"]` for numbers; a list of names with samples for names. */
function checkExamples(
  names: string[],
  example: Body | undefined,
  key: 'header_text' | 'body_text',
  refuse: (message: string) => GraphError,
): void {
  if (names.length === 0) return
  const named = example?.[`${key}_named_params`]
  const plain = example?.[key]
  const given = Array.isArray(named) ? named : Array.isArray(plain) ? plain.flat() : []
  if (given.length !== names.length) throw refuse('A sample is required for every variable.')
}
