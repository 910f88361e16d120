import { h } from './dom.js'

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
}

/** Text with its entities; they may nest, so every stretch between two borders is wrapped by all. */
export function drawText(text, entities = []) {
  const borders = new Set([0, text.length])
  for (const { offset, length } of entities) borders.add(offset).add(offset + length)
  const places = [...borders].filter((at) => at <= text.length).sort((a, b) => a - b)
  const pieces = places.slice(0, -1).map((from, index) => {
    const to = places[index + 1]
    const over = entities.filter(({ offset, length }) => offset <= from && offset + length >= to)
    return over.reduceRight((inner, entity) => wrap(entity, inner, text), text.slice(from, to))
  })
  return h('span', { class: 'text' }, pieces)
}

function wrap(entity, inner, text) {
  const href = linkOf(entity, text)
  if (href) return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, inner)
  const tag = TAGS[entity.type]
  return h(tag ?? 'span', tag ? {} : { class: `mark ${entity.type}` }, inner)
}

function linkOf({ type, url, offset, length }, text) {
  if (type !== 'url' && type !== 'text_link') return undefined
  const address = url ?? text.slice(offset, offset + length)
  const whole = /^[a-z]+:/i.test(address) ? address : `https://${address}`
  return /^https?:/i.test(whole) && URL.canParse(whole) ? whole : undefined
}
