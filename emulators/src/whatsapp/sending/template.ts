import type { Button, Content } from '../../whatsapp-network/model.ts'
import { refuse } from '../errors.ts'
import type { Component, Template, TemplateButton } from '../model.ts'
import { type Body, isObject, list, object, optionalText } from './fields.ts'
import { type Draft, type Place, readHeader } from './media.ts'

const VARIABLE = /\{\{\s*([a-z0-9_]+)\s*\}\}/g
const MAX_BODY = 1024

/** A template with its variables filled in. */
export function readTemplate(place: Place, body: Body): Draft & { template: Template } {
  const wanted = object(body, 'template')
  const template = findTemplate(place, wanted)
  const given = wanted.components === undefined ? [] : list(wanted, 'components')
  const components = given.filter(isObject)
  const parameters = (type: string) =>
    parametersOf(components.find((one) => String(one.type).toLowerCase() === type))
  const text = fill(template, partOf(template, 'BODY')?.text ?? '', parameters('body'), 'body')
  if ([...text].length > MAX_BODY) throw refuse(132005, 'Translated text too long')
  const { header, link } = fillHeader(place, template, parameters('header'))
  const buttons = fillButtons(template, components)
  const footer = partOf(template, 'FOOTER')?.text
  const content: Content = {
    kind: 'text',
    text,
    template: { name: template.name, language: template.language },
    ...(header && { header }),
    ...(footer && { footer }),
    ...(buttons.length > 0 && { buttons }),
  }
  return { content, template, ...(link && { link }) }
}

const partOf = ({ components }: Template, type: Component['type']) =>
  components.find((component) => component.type === type)

function findTemplate({ whatsapp, number }: Place, wanted: Body): Template {
  const name = optionalText(wanted, 'name', { what: 'template.name', max: 512 }) ?? ''
  if (name === '') throw refuse(131008, 'template.name is required')
  const code = object(wanted, 'language').code
  if (typeof code !== 'string' || code === '')
    throw refuse(131008, 'template.language.code is required')
  const found = whatsapp.registry
    .templatesOf(number.account)
    .find((template) => template.name === name && template.language === code)
  if (found?.status === 'PAUSED') throw refuse(132015, `template ${name} is paused`)
  if (found?.status === 'DISABLED') throw refuse(132016, `template ${name} is disabled`)
  if (found?.status !== 'APPROVED')
    throw refuse(132001, `template name (${name}) does not exist in ${code}`)
  return found
}

function parametersOf(component: Body | undefined): Body[] {
  if (component?.parameters === undefined) return []
  return list(component, 'parameters').filter(isObject)
}

function fill(template: Template, text: string, parameters: Body[], where: string): string {
  const names = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1]!))]
  if (names.length !== parameters.length)
    throw refuse(
      132000,
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    )
  const values = new Map<string, string>()
  for (const [at, parameter] of parameters.entries()) {
    const name = template.parameterFormat === 'NAMED' ? parameter.parameter_name : String(at + 1)
    if (typeof name !== 'string' || !names.includes(name))
      throw refuse(132000, `${where}: parameter name ${String(name)} is not in the template`)
    values.set(name, readValue(parameter, where))
  }
  return text.replace(VARIABLE, (_whole, name: string) => values.get(name) ?? '')
}

function readValue(parameter: Body, where: string): string {
  const { type } = parameter
  if (type === 'currency' || type === 'date_time') {
    const fallback = object(parameter, type).fallback_value
    if (typeof fallback === 'string') return fallback
  }
  if (type !== 'text') throw refuse(132012, `${where}: parameter type ${String(type)} is not text`)
  const { text } = parameter
  if (typeof text !== 'string' || text === '')
    throw refuse(131008, `${where}: parameter text is required`)
  if (/[\n\t]| {5,}/.test(text))
    throw refuse(
      132018,
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    )
  return text
}

function fillHeader(place: Place, template: Template, parameters: Body[]) {
  const header = partOf(template, 'HEADER')
  if (!header) {
    if (parameters.length > 0) throw refuse(132000, 'header: the template has none')
    return {}
  }
  if (header.format === 'TEXT')
    return { header: { text: fill(template, header.text ?? '', parameters, 'header') } }
  const format = String(header.format).toLowerCase()
  const [parameter] = parameters
  if (!parameter || parameter.type !== format)
    throw refuse(
      132012,
      `header: Format mismatch, expected ${header.format}, received ${parameter ? String(parameter.type).toUpperCase() : 'UNKNOWN'}`,
    )
  if (format === 'location') {
    const { name, address } = object(parameter, 'location')
    return { header: { text: [name, address].filter(Boolean).join(', ') } }
  }
  return readHeader(place, parameter)
}

function fillButtons(template: Template, components: Body[]): Button[] {
  const buttons = partOf(template, 'BUTTONS')?.buttons ?? []
  const given = components.filter((one) => String(one.type).toLowerCase() === 'button')
  for (const { index } of given)
    if (!buttons[Number(index)])
      throw refuse(132000, `button: index ${String(index)} is not in the template`)
  return buttons.map((button, at) => {
    const own = given.find(({ index }) => Number(index) === at)
    return fillButton(button, parametersOf(own)[0], at)
  })
}

function fillButton(button: TemplateButton, parameter: Body | undefined, at: number): Button {
  const title = button.text ?? ''
  switch (button.type) {
    case 'URL': {
      const needs = button.url?.includes('{{')
      if (Boolean(needs) !== Boolean(parameter))
        throw refuse(131008, `buttons: Button at index ${at} of type Url requires a parameter`)
      const suffix = parameter ? readValue(parameter, 'button') : ''
      return { kind: 'link', title, url: (button.url ?? '').replace(VARIABLE, suffix) }
    }
    case 'PHONE_NUMBER':
      return { kind: 'call', title, phone: button.phone_number ?? '' }
    case 'COPY_CODE':
      return { kind: 'copy', title: String(parameter?.coupon_code ?? title) }
    case 'REQUEST_CONTACT_INFO':
      return { kind: 'contact', title }
    default:
      return {
        kind: 'reply',
        title,
        id: typeof parameter?.payload === 'string' ? parameter.payload : title,
      }
  }
}
