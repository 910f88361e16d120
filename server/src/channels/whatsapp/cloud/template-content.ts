import { fillTemplate } from '@otklik/protocol'
import type {
  TemplateButton,
  TemplateContent,
  TemplateHeader,
  TemplateValues,
} from '@otklik/protocol/settings'

import { namesIn } from '../templates.ts'
import type { Component } from './types.ts'

type Buttons = Component['buttons'][number]

const media = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const

/** What we can say of a template, and the name of the first thing in it that we cannot. */
export function toTemplateContent(components: readonly Component[]): {
  content: TemplateContent
  unsupported?: string
} {
  const find = (type: string) => components.find((each) => each.type.toUpperCase() === type)
  const [header, body, footer, keys] = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].map(find)
  const shown = header && toHeader(header)
  const buttons = (keys?.buttons ?? []).map(toButton)
  const known = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS'])
  const unsupported =
    components.find(({ type }) => !known.has(type.toUpperCase()))?.type ??
    (header && !shown ? (header.format ?? header.type) : undefined) ??
    keys?.buttons.find((_, index) => buttons[index] === undefined)?.type
  return {
    content: {
      ...(shown && { header: shown }),
      body: body?.text ?? '',
      ...(footer?.text && { footer: footer.text }),
      buttons: buttons.filter((button) => button !== undefined),
      samples: samplesOf(header, body, keys),
    },
    ...(unsupported && { unsupported }),
  }
}

function toHeader({ format = 'TEXT', text = '' }: Component): TemplateHeader | undefined {
  const name = format.toUpperCase()
  if (name === 'TEXT') return { kind: 'text', text }
  return Object.hasOwn(media, name) ? { kind: media[name as keyof typeof media] } : undefined
}

function toButton({ type, text: label, url, phone_number }: Buttons): TemplateButton | undefined {
  switch (type.toUpperCase()) {
    case 'QUICK_REPLY':
      return { kind: 'reply', label }
    case 'URL':
      return { kind: 'url', label, url: url ?? '' }
    case 'PHONE_NUMBER':
      return { kind: 'phone', label, phone: phone_number ?? '' }
    default:
      return undefined
  }
}

/** Examples are a list by number, or a list of pairs by name; a list may lie within another. */
function samplesOf(
  header: Component | undefined,
  body: Component | undefined,
  keys: Component | undefined,
): TemplateValues {
  const samples: TemplateValues = {}
  const put = (place: string, component: Component | undefined) => {
    const { text = '', example } = component ?? {}
    const named = [
      ...(example?.body_text_named_params ?? []),
      ...(example?.header_text_named_params ?? []),
    ]
    const listed = (place === 'body' ? example?.body_text : example?.header_text) ?? []
    for (const [index, name] of namesIn(text).entries()) {
      const value = named.find((each) => each.param_name === name)?.example ?? listed.flat()[index]
      if (value !== undefined) samples[`${place}.${name}`] = value
    }
  }
  put('header', header)
  put('body', body)
  for (const [index, { url = '', example }] of (keys?.buttons ?? []).entries()) {
    const [name] = namesIn(url)
    const before = url.slice(0, url.indexOf('{{'))
    const [value] = example
    if (!name || value === undefined) continue
    samples[`buttons.${index}.${name}`] = value.startsWith(before)
      ? value.slice(before.length)
      : value
  }
  return samples
}

/** The other way, with an example of all that is variable; `handle` names the sample of a file. */
export function toComponents(content: TemplateContent, handle: string | undefined) {
  const { header, body, footer, buttons, samples } = content
  return [
    ...(header ? [{ type: 'HEADER', ...fromHeader(header, samples, handle) }] : []),
    { type: 'BODY', text: body, ...exampleOf('body', body, samples) },
    ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
    ...(buttons.length > 0
      ? [{ type: 'BUTTONS', buttons: withExamples(content).map(fromButton) }]
      : []),
  ]
}

export const isNamed = ({ header, body }: TemplateContent): boolean =>
  namesIn(`${header?.kind === 'text' ? header.text : ''} ${body}`).some(
    (name) => !/^\d+$/.test(name),
  )

function fromHeader(header: TemplateHeader, samples: TemplateValues, handle: string | undefined) {
  if (header.kind !== 'text') {
    const example = handle === undefined ? {} : { example: { header_handle: [handle] } }
    return { format: header.kind.toUpperCase(), ...example }
  }
  return { format: 'TEXT', text: header.text, ...exampleOf('header', header.text, samples) }
}

function exampleOf(place: 'header' | 'body', text: string, samples: TemplateValues) {
  const names = namesIn(text)
  if (names.length === 0) return {}
  const sample = (name: string) => samples[`${place}.${name}`] ?? ''
  if (names.some((name) => !/^\d+$/.test(name))) {
    const named = names.map((name) => ({ param_name: name, example: sample(name) }))
    return { example: { [`${place}_text_named_params`]: named } }
  }
  const listed = names.map(sample)
  return { example: { [`${place}_text`]: place === 'body' ? [listed] : listed } }
}

interface Filled {
  button: TemplateButton
  /** Of an address with a variable, the whole of it with the example in place. */
  example?: string
}

function withExamples(content: TemplateContent): Filled[] {
  const filled = fillTemplate(content, content.samples).buttons
  return content.buttons.map((button, index) => {
    const example = filled[index]
    const isVariable = button.kind === 'url' && button.url.includes('{{')
    return { button, ...(isVariable && example?.kind === 'url' && { example: example.url }) }
  })
}

function fromButton({ button, example }: Filled) {
  const { label: text } = button
  switch (button.kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text }
    case 'url':
      return { type: 'URL', text, url: button.url, ...(example && { example: [example] }) }
    case 'phone':
      return { type: 'PHONE_NUMBER', text, phone_number: button.phone }
  }
}
