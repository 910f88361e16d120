/** From what the messenger keeps of a message to what every phone can draw. */
export function readMessage({ content, ...message }, { fileUrl, words }) {
  const { header } = content
  const lines = [header?.text, textOf(content, words), content.footer].filter(Boolean)
  return {
    ...message,
    ...(lines.length > 0 && { text: lines.join('\n') }),
    entities: entitiesOf(header?.text, content.footer, lines.join('\n')),
    parts: [
      header?.file && partOf(header.file.kind, header.file, { fileUrl, words }),
      content.file && partOf(content.kind, content.file, { fileUrl, words, alt: content.text }),
      content.location && placeOf(content.location, words),
      ...(content.contacts ?? []).map(contactOf),
    ].filter(Boolean),
    ...buttonsOf(content, words),
  }
}

function textOf({ kind, text, was }, words) {
  if (kind === 'unsupported') return was === 'poll' ? words.poll : words.unsupported
  if (kind === 'system') return text ?? words.system
  return text
}

function entitiesOf(title, footer, text) {
  const entities = []
  if (title) entities.push({ type: 'bold', offset: 0, length: title.length })
  if (footer)
    entities.push({ type: 'italic', offset: text.length - footer.length, length: footer.length })
  return entities
}

function partOf(kind, file, { fileUrl, words, alt }) {
  const src = fileUrl(file.id)
  switch (kind) {
    case 'image':
      return { kind: 'photo', src, alt: alt ?? words.samplePhoto }
    case 'sticker':
      return { kind: 'sticker', src, alt: words.sticker }
    case 'video':
      return { kind: 'video', src }
    case 'audio':
    case 'voice':
      return { kind: 'audio', src }
    default:
      return { kind: 'file', href: src, name: file.name ?? words.file, size: file.size }
  }
}

const placeOf = ({ latitude, longitude, name, address }, words) => ({
  kind: 'place',
  latitude,
  longitude,
  label: [name, address].filter(Boolean).join(', ') || words.location,
})

const contactOf = ({ name, phones }) => ({
  kind: 'contact',
  name: name?.formatted_name ?? '',
  phone: phones?.[0]?.phone ?? '',
})

/** Rows of a list are pressed as buttons are: the phone has no room for a window of its own. */
function buttonsOf({ buttons = [], list }, words) {
  const rows = list?.sections.flatMap((section) => section.rows) ?? []
  const drawn = [...buttons.map((button) => buttonOf(button, words)), ...rows.map(rowOf)]
  return drawn.length > 0 && { buttons: drawn.map((button) => [button]) }
}

function buttonOf({ kind, title, url, phone }, words) {
  if (kind === 'location') return { text: words.shareLocation }
  if (kind === 'contact') return { text: words.shareContact }
  return { text: phone ? `${title} · ${phone}` : title, ...(kind === 'link' && url && { url }) }
}

const rowOf = ({ title, description }) => ({
  text: description ? `${title} · ${description}` : title,
})
