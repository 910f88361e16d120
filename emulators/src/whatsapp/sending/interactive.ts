import type { Button, Section } from '../../whatsapp-network/model.ts'
import { refuse } from '../errors.ts'
import { type Body, isObject, list, object, optionalText, text } from './fields.ts'
import { type Draft, type Place, readHeader } from './media.ts'

type Parts = Pick<Draft['content'], 'buttons' | 'list'>

const KINDS: Record<string, (action: Body) => Parts> = {
  button: (action) => ({ buttons: readButtons(action) }),
  list: (action) => ({ list: readList(action) }),
  cta_url: (action) => ({ buttons: [readLink(action)] }),
  location_request_message: () => ({ buttons: [{ kind: 'location', title: 'Send location' }] }),
  request_contact_info: () => ({ buttons: [{ kind: 'contact', title: 'Share contact' }] }),
}

export function readInteractive(place: Place, body: Body): Draft {
  const interactive = object(body, 'interactive')
  const kind = String(interactive.type)
  const read = KINDS[kind]
  if (!read) throw refuse(131009, `interactive.type ${kind} is not supported`)
  const isList = kind === 'list'
  const words = object(interactive, 'body')
  const content: Draft['content'] = {
    kind: 'text',
    text: text(words, 'text', { what: 'Body text', max: isList ? 4096 : 1024 }),
    ...read(object(interactive, 'action')),
  }
  if (isObject(interactive.footer))
    content.footer = text(interactive.footer, 'text', { what: 'Footer text', max: 60 })
  if (interactive.header === undefined) return { content }
  if (isList && isObject(interactive.header) && interactive.header.type !== 'text')
    throw refuse(131009, 'header.type of a list must be text')
  const { header, link } = readHeader(place, interactive.header)
  return { content: { ...content, ...(header && { header }) }, ...(link && { link }) }
}

function readButtons(action: Body): Button[] {
  const raw = list(action, 'buttons', 'action.buttons')
  if (raw.length < 1 || raw.length > 3)
    throw refuse(131009, 'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3')
  const buttons = raw.map((item): Button => {
    const reply = object(isObject(item) ? item : {}, 'reply')
    const id = text(reply, 'id', { what: 'Button id', max: 256 })
    if (id !== id.trim()) throw refuse(131009, 'Button id has leading or trailing spaces')
    return { kind: 'reply', id, title: text(reply, 'title', { what: 'Button title', max: 20 }) }
  })
  beUnique(
    buttons.map(({ id }) => id!),
    'Duplicated button ids',
  )
  beUnique(
    buttons.map(({ title }) => title),
    'Duplicated button titles',
  )
  return buttons
}

function readList(action: Body): { title: string; sections: Section[] } {
  const title = text(action, 'button', { what: 'Button', max: 20 })
  const raw = list(action, 'sections', 'action.sections')
  if (raw.length < 1 || raw.length > 10)
    throw refuse(131009, 'Invalid sections count. Min allowed: 1, Max allowed: 10')
  const sections = raw.map((item) => readSection(isObject(item) ? item : {}, raw.length > 1))
  const rows = sections.flatMap((section) => section.rows)
  if (rows.length > 10) throw refuse(131009, 'Total row count exceed max allowed count: 10')
  beUnique(
    rows.map(({ id }) => id),
    'Duplicated row ids',
  )
  return { title, sections }
}

function readSection(section: Body, isTitleRequired: boolean): Section {
  const bounds = { what: 'Section title', max: 24 }
  const title = isTitleRequired
    ? text(section, 'title', bounds)
    : section.title === ''
      ? undefined
      : optionalText(section, 'title', bounds)
  const rows = list(section, 'rows', 'section.rows').map((item) => {
    const row = isObject(item) ? item : {}
    const description = optionalText(row, 'description', { what: 'Row description', max: 72 })
    return {
      id: text(row, 'id', { what: 'Row id', max: 200 }),
      title: text(row, 'title', { what: 'Row title', max: 24 }),
      ...(description !== undefined && { description }),
    }
  })
  if (rows.length === 0) throw refuse(131009, 'section.rows must not be empty')
  return { ...(title !== undefined && { title }), rows }
}

function readLink(action: Body): Button {
  if (action.name !== 'cta_url') throw refuse(131009, 'action.name must be cta_url')
  const parameters = object(action, 'parameters')
  const url = text(parameters, 'url', { what: 'URL', max: 2000 })
  if (!/^https?:\/\//.test(url)) throw refuse(131009, 'action.parameters.url is not a valid URL')
  const title = text(parameters, 'display_text', { what: 'Display text', max: 20 })
  return { kind: 'link', title, url }
}

function beUnique(values: string[], problem: string): void {
  if (new Set(values).size < values.length) throw refuse(131009, problem)
}
