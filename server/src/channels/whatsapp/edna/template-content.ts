import { fillTemplate } from '@otklik/protocol'
import type {
  TemplateButton,
  TemplateContent,
  TemplateHeader,
  TemplateValues,
} from '@otklik/protocol/settings'

import { present } from '../../kit/present.ts'
import { namesIn, splitUrl } from '../templates.ts'
import type { Matcher } from './types.ts'

type Content = NonNullable<Matcher['content']>
type Key = NonNullable<Content['keyboard']>['rows'][number]['buttons'][number]

const media = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const

/** What we can say of a template, and the name of the first thing in it that we cannot. */
export function toTemplateContent({ content, contentType = 'TEXT' }: Matcher): {
  content: TemplateContent
  unsupported?: string
} {
  const { text = '', header, footer, keyboard } = content ?? {}
  const keys = (keyboard?.rows ?? []).flatMap((row) => row.buttons)
  const shown = header && toHeader(header)
  const buttons = keys.map(toButton)
  const unsupported =
    (contentType === 'TEXT' ? undefined : contentType) ??
    (header && !shown ? (header.headerType ?? 'header') : undefined) ??
    keys.find((_, index) => buttons[index] === undefined)?.buttonType
  return {
    content: {
      ...(shown && { header: shown }),
      body: text,
      ...(footer?.text && { footer: footer.text }),
      buttons: buttons.filter((button) => button !== undefined),
      samples: content ? samplesOf(content, keys) : {},
    },
    ...(unsupported && { unsupported }),
  }
}

function toHeader({ headerType = 'TEXT', text = '' }: NonNullable<Content['header']>) {
  const name = headerType.toUpperCase()
  if (name === 'TEXT') return { kind: 'text', text } satisfies TemplateHeader
  return Object.hasOwn(media, name) ? { kind: media[name as keyof typeof media] } : undefined
}

function toButton({ buttonType, text: label, ...key }: Key): TemplateButton | undefined {
  switch (buttonType.toUpperCase()) {
    case 'QUICK_REPLY':
      return { kind: 'reply', label, ...present({ value: key.payload }) }
    case 'URL':
      return { kind: 'url', label, url: `${key.url ?? ''}${key.urlPostfix ?? ''}` }
    case 'PHONE':
      return { kind: 'phone', label, phone: key.phone ?? '' }
    default:
      return undefined
  }
}

function samplesOf({ text = '', header, textExampleParams }: Content, keys: Key[]) {
  const samples: TemplateValues = {}
  const put = (key: string, value: string | undefined) => {
    if (value !== undefined) samples[key] = value
  }
  for (const [index, name] of namesIn(text).entries()) {
    put(`body.${name}`, textExampleParams[index])
  }
  const [inHeader] = namesIn(header?.text ?? '')
  if (inHeader) put(`header.${inHeader}`, header?.headerExampleTextParam)
  for (const [index, { url = '', urlPostfix = '', urlTextExample }] of keys.entries()) {
    const [name] = namesIn(url + urlPostfix)
    const { fixed } = splitUrl(url + urlPostfix)
    if (name) put(`buttons.${index}.${name}`, urlTextExample?.replace(fixed, ''))
  }
  return samples
}

/** What stands below the text, as it is approved and, filled in, as it is sent. */
export const toKeys = (
  buttons: readonly TemplateButton[],
  payloadOf: (index: number) => string | undefined,
) => buttons.map((button, index) => toKey(button, payloadOf(index)))

function toKey(button: TemplateButton, payload: string | undefined) {
  const { label: text } = button
  switch (button.kind) {
    case 'url':
      return { text, buttonType: 'URL', url: button.url }
    case 'phone':
      return { text, buttonType: 'PHONE', phone: button.phone }
    case 'reply':
      return { text, buttonType: 'QUICK_REPLY', payload: payload ?? button.value ?? text }
  }
}

/** The other way, with an example of all that is variable; `sampleUrl` leads to that of a file. */
export function toMatcherContent(content: TemplateContent, sampleUrl: string | undefined) {
  const { header, body, footer, buttons, samples } = content
  const filled = fillTemplate(content, samples)
  const keys = toKeys(buttons, () => undefined).map((key, index) => {
    const example = filled.buttons[index]
    if (key.url === undefined || example?.kind !== 'url' || example.url === key.url) return key
    const { fixed: url, variable: urlPostfix } = splitUrl(key.url)
    return { ...key, url, urlPostfix, urlTextExample: example.url }
  })
  const names = namesIn(body)
  return {
    text: body,
    ...(header && { header: fromHeader(header, samples, sampleUrl) }),
    ...(footer && { footer: { text: footer } }),
    ...(keys.length > 0 && { keyboard: { rows: [{ buttons: keys }] } }),
    ...(names.length > 0 && {
      textExampleParams: names.map((name) => samples[`body.${name}`] ?? ''),
    }),
  }
}

function fromHeader(header: TemplateHeader, samples: TemplateValues, sampleUrl?: string) {
  if (header.kind !== 'text') {
    return {
      headerType: header.kind.toUpperCase(),
      ...(sampleUrl && { headerExampleMediaUrl: sampleUrl }),
    }
  }
  const [name] = namesIn(header.text)
  const example = name === undefined ? undefined : samples[`header.${name}`]
  return {
    headerType: 'TEXT',
    text: header.text,
    ...present({ headerExampleTextParam: example }),
  }
}
