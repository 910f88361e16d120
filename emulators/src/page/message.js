import { h, icon, menuItem, popover } from './dom.js'
import { drawText } from './text.js'
import { formatSize, formatTime, words } from './words.js'

const REACTIONS = ['👍', '❤', '🔥', '👎']
const TICKS = { waiting: 'clock', sent: 'tick', taken: 'ticks' }

export function drawMessage(message, tools) {
  const side = message.from === 'bot' ? 'in' : 'out'
  if (message.deletedAt)
    return h('div', { class: `row ${side}` }, h('p', { class: 'bubble gone' }, words.deleted))
  const bubble = h(
    'div',
    { class: 'bubble' },
    message.replyTo && drawQuote(message.replyTo),
    drawContent(message.content, tools),
    drawFoot(message),
  )
  const actions =
    message.id !== undefined &&
    h(
      'button',
      {
        type: 'button',
        class: 'icon act',
        title: words.messageActions,
        'aria-label': words.messageActions,
        onclick: (event) => openActions(event.currentTarget, message, tools),
      },
      icon('more', 14),
    )
  return h(
    'div',
    { class: `row ${side}`, 'data-message': message.id },
    h('div', { class: 'line' }, bubble, actions),
    message.reactions.length > 0 && drawReactions(message, tools),
    message.buttons && drawButtons(message, tools),
  )
}

function drawQuote({ author, text }) {
  return h('blockquote', { class: 'quote' }, h('strong', {}, author), text)
}

function drawFoot(message) {
  const label = words[message.progress]
  return h(
    'span',
    { class: 'foot' },
    message.editedAt && `${words.edited} `,
    formatTime(message.at),
    message.progress &&
      h(
        'span',
        { class: 'tick', title: label, role: 'img', 'aria-label': label },
        icon(TICKS[message.progress], 14),
      ),
  )
}

function drawContent(content, { fileUrl }) {
  const parts = []
  if (content.photo) {
    const shown = content.photo.at(-2) ?? content.photo.at(-1)
    const { width, height } = content.photo.at(-1)
    const src = fileUrl(shown.file_id)
    parts.push(
      h(
        'a',
        {
          href: fileUrl(content.photo.at(-1).file_id),
          target: '_blank',
          rel: 'noopener',
          class: 'photo',
        },
        h('img', {
          src,
          width,
          height,
          alt: content.caption ?? words.samplePhoto,
          loading: 'lazy',
        }),
      ),
    )
  } else if (content.sticker) parts.push(drawSticker(content.sticker, fileUrl))
  else if (content.voice || content.audio) {
    const { file_id } = content.voice ?? content.audio
    parts.push(h('audio', { controls: true, preload: 'metadata', src: fileUrl(file_id) }))
  } else if (content.video_note) parts.push(drawVideo(content.video_note, fileUrl, 'round'))
  else if (content.video || content.animation)
    parts.push(drawVideo(content.video ?? content.animation, fileUrl, ''))
  else if (content.document) parts.push(drawFile(content.document, fileUrl))
  else if (content.venue)
    parts.push(
      drawPlace(content.venue.location, `${content.venue.title}, ${content.venue.address}`),
    )
  else if (content.location) parts.push(drawPlace(content.location, words.location))
  else if (content.contact) parts.push(drawContact(content.contact))
  if (content.text !== undefined) parts.push(drawText(content.text, content.entities))
  if (content.caption !== undefined) parts.push(drawText(content.caption, content.caption_entities))
  return parts
}

function drawSticker(sticker, fileUrl) {
  if (sticker.is_animated || sticker.is_video)
    return h('span', { class: 'emoji' }, sticker.emoji ?? '')
  return h('img', {
    class: 'sticker',
    src: fileUrl(sticker.file_id),
    alt: sticker.emoji ?? words.sticker,
  })
}

function drawVideo(video, fileUrl, shape) {
  return h('video', {
    class: shape,
    controls: true,
    preload: 'metadata',
    src: fileUrl(video.file_id),
  })
}

function drawFile(file, fileUrl) {
  return h(
    'a',
    { class: 'card', href: fileUrl(file.file_id), download: file.file_name ?? 'file' },
    icon('file', 20),
    h(
      'span',
      {},
      h('strong', {}, file.file_name ?? words.file),
      h('small', {}, formatSize(file.file_size)),
    ),
  )
}

function drawPlace({ latitude, longitude }, label) {
  const point = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return h(
    'span',
    { class: 'card' },
    icon('pin', 20),
    h('span', {}, h('strong', {}, label), h('small', {}, point)),
  )
}

function drawContact(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  return h(
    'span',
    { class: 'card' },
    icon('person', 20),
    h('span', {}, h('strong', {}, name), h('small', {}, contact.phone_number)),
  )
}

function drawReactions(message, { act }) {
  const mine = (emoji) =>
    message.reactions.some((one) => one.by === 'person' && one.emoji === emoji)
  return h(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ emoji, by }) =>
      h(
        'button',
        {
          type: 'button',
          class: by,
          'aria-pressed': String(mine(emoji)),
          onclick: () =>
            act('reaction', { messageId: message.id, emoji: mine(emoji) ? [] : [emoji] }),
        },
        emoji,
      ),
    ),
  )
}

function drawButtons({ id, buttons, pressed }, { act }) {
  const rows = buttons.map((row, at) =>
    h(
      'div',
      { class: 'keys' },
      row.map((button, column) => {
        const isHit = pressed?.row === at && pressed.column === column
        return drawButton(button, isHit, () => act('press', { messageId: id, row: at, column }))
      }),
    ),
  )
  return h('div', { class: 'inline' }, rows)
}

function drawButton(button, isHit, onpress) {
  if (button.url && /^https?:/.test(button.url))
    return h(
      'a',
      { href: button.url, target: '_blank', rel: 'noopener noreferrer' },
      button.text,
      icon('link', 14),
    )
  return h(
    'button',
    { type: 'button', class: isHit ? 'hit' : '', 'aria-pressed': String(isHit), onclick: onpress },
    isHit && icon('tick', 14),
    button.text,
  )
}

function openActions(anchor, message, { act, composer }) {
  const { id, from, content } = message
  const isText = content.text !== undefined
  popover(
    anchor,
    [
      h(
        'div',
        { class: 'faces' },
        REACTIONS.map((emoji) =>
          h(
            'button',
            {
              type: 'button',
              'aria-label': emoji,
              onclick: () => act('reaction', { messageId: id, emoji: [emoji] }),
            },
            emoji,
          ),
        ),
      ),
      menuItem('back', words.reply, () => composer.reply(message)),
      from === 'person' && isText && menuItem('tick', words.edit, () => composer.edit(message)),
      from === 'person' &&
        menuItem('close', words.delete, () => act('delete', { messageId: id }), 'danger'),
    ].filter(Boolean),
  )
}
