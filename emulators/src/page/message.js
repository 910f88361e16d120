import { h, icon, menuItem, popover } from './dom.js'
import { drawPart } from './parts.js'
import { drawText } from './text.js'
import { formatTime } from './words.js'

const TICKS = { waiting: 'clock', sent: 'tick', taken: 'ticks' }

export function drawMessage(message, tools) {
  const { words } = tools.look
  const side = message.from === 'bot' ? 'in' : 'out'
  if (message.deletedAt)
    return h('div', { class: `row ${side}` }, h('p', { class: 'bubble gone' }, words.deleted))
  const bubble = h(
    'div',
    { class: 'bubble' },
    message.replyTo && drawQuote(message.replyTo),
    message.forwarded?.map(drawQuote),
    message.parts?.map(drawPart),
    message.text !== undefined && drawText(message.text, message.entities),
    drawFoot(message, words),
  )
  // Buttons may come with nothing above them.
  const isBare = !message.text && !message.parts?.length && !message.replyTo && message.buttons
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
    !isBare && h('div', { class: 'line' }, bubble, actions),
    message.reactions?.length > 0 && drawReactions(message, tools),
    message.buttons && drawButtons(message, tools),
  )
}

function drawQuote({ author, text }) {
  return h('blockquote', { class: 'quote' }, h('strong', {}, author), text)
}

function drawFoot(message, words) {
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
    {
      type: 'button',
      class: classOf(button, isHit),
      'aria-pressed': String(isHit),
      onclick: onpress,
    },
    button.isWaiting ? icon('clock', 14) : isHit && icon('tick', 14),
    button.text,
  )
}

const classOf = ({ tone, isWaiting }, isHit) =>
  [tone, isHit && 'hit', isWaiting && 'waiting'].filter(Boolean).join(' ')

function openActions(anchor, message, { act, composer, look }) {
  const { id, from, text, parts } = message
  const { words, reactions = [] } = look
  const isText = text !== undefined && !parts?.length
  popover(
    anchor,
    [
      reactions.length > 0 &&
        h(
          'div',
          { class: 'faces' },
          reactions.map((emoji) =>
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
