import { templateVariables } from '@otklik/protocol'
import { lengthOf } from '@otklik/protocol/settings'

import type { ChannelKind, TemplateDraft } from '../channels/index.ts'
import type { FieldProblem } from '../http/index.ts'

type Limits = NonNullable<ChannelKind['capabilities']['templates']>
type Problems = Record<string, FieldProblem>

/**
 * What the platform surely refuses, by the path of the field: said before it is handed in, because
 * people there take hours. The limits are data; whatever else the platform minds, its folder says.
 */
export function checkTemplate(
  draft: TemplateDraft,
  kind: Pick<ChannelKind, 'capabilities' | 'checkTemplate'>,
): Problems {
  const limits = kind.capabilities.templates
  if (!limits) return { name: { code: 'invalid' } }
  const problems: Problems = {
    ...checkNaming(draft, limits),
    ...checkTexts(draft, limits),
    ...checkButtons(draft, limits),
    ...checkVariables(draft, limits),
  }
  for (const { field, words } of kind.checkTemplate?.(draft) ?? []) {
    problems[field] ??= { code: 'invalid', said: words }
  }
  return problems
}

/** Checked when a draft is saved too: a name is hard to part with later. */
export function checkNaming({ name, language, category }: TemplateDraft, limits: Limits): Problems {
  const { maxNameLength, namePattern, nameCharacters, languages, categories } = limits
  const problems: Problems = {}
  if (name.length > maxNameLength) problems.name = tooLong(maxNameLength)
  else if (!new RegExp(`^(?:${namePattern})$`).test(name)) {
    problems.name = { code: 'wrong-name', facts: { characters: nameCharacters } }
  }
  if (!languages.includes(language)) problems.language = { code: 'wrong-value' }
  if (!categories.includes(category)) problems.category = { code: 'wrong-value' }
  return problems
}

function checkTexts({ content }: TemplateDraft, limits: Limits): Problems {
  const { header, body, footer } = content
  const problems: Problems = {}
  const text = (field: string, value: string, limit: number) => {
    if (!value.trim()) problems[field] = { code: 'required' }
    else if (lengthOf(value) > limit) problems[field] = tooLong(limit)
  }
  text('content.body', body, limits.maxBodyLength)
  if (footer !== undefined) text('content.footer', footer, limits.maxFooterLength)
  if (footer && templateVariables({ body: footer, buttons: [] }).length > 0) {
    problems['content.footer'] = { code: 'no-variables-here' }
  }
  if (!header) return problems
  if (!limits.headers.includes(header.kind)) problems['content.header'] = { code: 'wrong-value' }
  else if (header.kind === 'text') text('content.header.text', header.text, limits.maxHeaderLength)
  else if (!header.sampleFileId) problems['content.header.sampleFileId'] = { code: 'required' }
  return problems
}

function checkButtons({ content: { buttons } }: TemplateDraft, { buttons: limits }: Limits) {
  const problems: Problems = {}
  for (const [index, button] of buttons.entries()) {
    const field = `content.buttons.${index}`
    const isSame = (other: typeof button) => other.kind === button.kind
    const ofKind = buttons.slice(0, index + 1).filter(isSame).length
    if (index >= limits.max) problems[field] = tooMany(limits.max)
    else if (ofKind > limits[button.kind]) problems[field] = tooMany(limits[button.kind])
    if (!button.label.trim()) problems[`${field}.label`] = { code: 'required' }
    else if (lengthOf(button.label) > limits.maxLabelLength) {
      problems[`${field}.label`] = tooLong(limits.maxLabelLength)
    } else if (buttons.slice(0, index).some(({ label }) => label === button.label)) {
      problems[`${field}.label`] = { code: 'name-taken' }
    }
    if (button.kind === 'url') {
      if (button.url.length > limits.maxUrlLength) {
        problems[`${field}.url`] = tooLong(limits.maxUrlLength)
      } else if (!/^https?:\/\/[^\s{}]+/.test(button.url)) {
        problems[`${field}.url`] = { code: 'wrong-url' }
      }
    }
    if (button.kind === 'phone' && !/^\+[1-9]\d{6,14}$/.test(button.phone)) {
      problems[`${field}.phone`] = { code: 'wrong-phone' }
    }
  }
  return problems
}

const places = { header: 'content.header.text', body: 'content.body' }

/** Each place numbers its own from one on, and each variable has an example. */
function checkVariables({ content }: TemplateDraft, limits: Limits): Problems {
  const problems: Problems = {}
  const variables = templateVariables(content)
  for (const place of new Set(variables.map((each) => each.place))) {
    const names = variables.filter((each) => each.place === place).map(({ name }) => name)
    const isNumbered = names.every((name) => /^\d+$/.test(name))
    const hasGap = isNumbered && !names.every((_, index) => names.includes(String(index + 1)))
    const field = place === 'header' || place === 'body' ? places[place] : `content.${place}.url`
    if (hasGap) problems[field] = { code: 'variable-gap' }
  }
  for (const { key } of variables) {
    const sample = content.samples[key]?.trim() ?? ''
    if (!sample) problems[`content.samples.${key}`] = { code: 'required' }
    else if (lengthOf(sample) > limits.maxValueLength) {
      problems[`content.samples.${key}`] = tooLong(limits.maxValueLength)
    }
  }
  return problems
}

const tooLong = (maximum: number): FieldProblem => ({ code: 'too-long', facts: { maximum } })
const tooMany = (maximum: number): FieldProblem => ({ code: 'too-many', facts: { maximum } })
