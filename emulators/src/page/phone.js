import * as api from './api.js'
import { createComposer } from './composer.js'
import { glyph, h, icon, menuItem, popover } from './dom.js'
import { lookOf } from './looks.js'
import { drawMessage } from './message.js'

/** How near the end of the chat counts as being at it. */
const NEAR_END = 60

/** One phone: a caption above, a chat on its screen, something to write with below. */
export function createPhone(phone, { onSelect, onChange }) {
  const look = lookOf(phone.platform)
  const { words } = look
  const caption = `${look.title} · ${phone.person.name}`
  const title = h('span', { class: 'caption-name' }, caption)
  const chips = h('span', { class: 'chips' })
  const status = h('span', { class: 'status' })
  const feed = h('div', { class: 'feed', role: 'log', 'aria-live': 'polite', tabindex: '0' })
  const toast = h('p', { class: 'toast', role: 'status', hidden: true })
  const offline = h('p', { class: 'offline', hidden: true }, words.offlineBar)
  const composer = createComposer({ act: (action, body) => act(action, body), look })
  const side = look.createSide?.(phone, { words, say })
  const more = h(
    'button',
    {
      type: 'button',
      class: 'icon',
      title: words.more,
      'aria-label': words.more,
      onclick: openMenu,
    },
    icon('more'),
  )
  const screen = h(
    'div',
    { class: 'screen' },
    h(
      'header',
      { class: 'bar' },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(phone.company.name)),
      h('span', { class: 'who' }, h('strong', {}, phone.company.name), status),
      more,
    ),
    offline,
    side && drawTabs(side),
    feed,
    toast,
    composer.element,
    side?.element,
  )
  const element = h(
    'section',
    {
      class: 'phone',
      'data-platform': phone.platform,
      'aria-label': caption,
      onpointerdown: onSelect,
      onfocusin: onSelect,
    },
    h('h2', { class: 'caption' }, glyph(look), title, chips),
    h('div', { class: 'device' }, screen),
  )
  const drawn = new Map()
  const made = {
    element,
    phone,
    view: undefined,
    faults: [],
    update,
    refresh,
    refreshFaults,
    refreshSide: async () => side?.refresh(),
    act,
    follow,
  }
  let isAtEnd = true
  let seenId
  let isStale = false
  let isBusy = false

  function update(next) {
    Object.assign(phone, next)
  }

  /** Changes come in bursts: while one answer is on its way, the next question waits for it. */
  async function refresh() {
    isStale = true
    if (isBusy) return
    isBusy = true
    try {
      while (isStale) {
        isStale = false
        made.view = await api.getChat(phone)
        draw(made.view)
      }
    } finally {
      isBusy = false
    }
  }

  /** A link of the company was tapped on this phone. */
  async function follow({ ref, ...brought }) {
    if (ref !== undefined) await act('follow', { ref })
    composer.take(brought)
    if (made.view) composer.draw(made.view)
  }

  async function refreshFaults() {
    made.faults = (await api.listFaults(phone)).filter(
      ({ chatId }) => chatId === undefined || String(chatId) === phone.person.id,
    )
    drawChips()
  }

  async function act(action, body) {
    try {
      return await api.act(phone, action, body)
    } catch (error) {
      say(`${words.notSent}: ${error.message}`)
    }
  }

  function draw(view) {
    isAtEnd = feed.scrollHeight - feed.scrollTop - feed.clientHeight < NEAR_END
    status.textContent = view.typing ? `${words.typing}…` : words.company
    status.classList.toggle('typing', Boolean(view.typing))
    offline.hidden = !view.isOffline
    drawFeed(view)
    composer.draw(view)
    drawChips()
    if (view.notice) say(view.notice.text, view.notice)
    tellSeen(view)
    stayAtEnd()
    onChange(made)
  }

  /** Where the platform tells the company what has been read, looking at the phone is reading. */
  function tellSeen({ messages, isOffline }) {
    const last = messages.findLast(({ from, id }) => from === 'bot' && id !== undefined)
    if (!look.seenAction || !last || isOffline || last.id === seenId) return
    seenId = last.id
    void act(look.seenAction)
  }

  function stayAtEnd() {
    if (isAtEnd) feed.scrollTop = feed.scrollHeight
  }

  /** Nodes of messages that have not changed stay: a playing voice goes on playing. */
  function drawFeed(view) {
    const fileUrl = (id) => api.fileUrl(phone, id)
    const read = look.readMessage ?? ((message) => message)
    const seen = view.messages.filter((message) => !message.isUnseen)
    const nodes = seen.map((message, index) => {
      const key = message.id ?? `waiting-${index}`
      const signature = JSON.stringify({ ...message, at: message.id ? message.at : 0 })
      const known = drawn.get(key)
      if (known?.signature === signature) return known.node
      const node = drawMessage(read(message, { fileUrl, words }), { act, composer, look })
      drawn.set(key, { signature, node })
      return node
    })
    if (nodes.length === 0) nodes.push(h('p', { class: 'hint' }, words.emptyChat))
    if (
      nodes.length === feed.children.length &&
      nodes.every((node, i) => node === feed.children[i])
    )
      return
    feed.replaceChildren(...nodes)
  }

  function drawChips() {
    const flood = made.faults.find((fault) => fault.kind === 'too-many-requests')
    const others = made.faults.length - (flood ? 1 : 0)
    chips.replaceChildren(
      ...[
        made.view?.isBlocked && chip('danger', words.blocked),
        made.view?.isOffline && chip('warn', words.noNetwork),
        flood && chip('warn', floodOf(flood)),
        others > 0 && chip('warn', `${words.faults}: ${others}`),
      ].filter(Boolean),
    )
  }

  /** Some platforms say how long to wait, others only that it was too much. */
  const floodOf = ({ retryAfter, code }) =>
    retryAfter ? `429 · ${retryAfter} ${words.seconds}` : String(code ?? words.flood ?? 429)

  let noticedAt
  let toastTimer
  function say(text, { at, url } = {}) {
    if (at !== undefined && at === noticedAt) return
    noticedAt = at
    const isLink = url && /^https?:/.test(url)
    toast.replaceChildren(
      isLink ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text) : text,
    )
    toast.hidden = false
    clearTimeout(toastTimer)
    toastTimer = setTimeout(() => {
      toast.hidden = true
    }, 4000)
  }

  function openMenu() {
    const { isBlocked, isOffline } = made.view ?? {}
    popover(more, [
      menuItem('phone', isOffline ? words.goOnline : words.goOffline, () =>
        api.changePerson(phone, { isOffline: !isOffline }),
      ),
      menuItem('close', isBlocked ? words.unblock : words.block, () =>
        act(isBlocked ? 'unblock' : 'block'),
      ),
      menuItem(
        'close',
        words.removePhone,
        () => api.changePerson(phone, { hasPhone: false }),
        'danger',
      ),
    ])
  }

  /** A second thing to look at on this phone, beside the chat: comments, say. */
  function drawTabs({ label }) {
    const choose = (isSide) => {
      feed.hidden = isSide
      composer.element.hidden = isSide
      side.element.hidden = !isSide
      chatTab.setAttribute('aria-selected', String(!isSide))
      sideTab.setAttribute('aria-selected', String(isSide))
      if (isSide) void side.refresh()
    }
    const tab = (text, isSide) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          'aria-selected': String(!isSide),
          onclick: () => choose(isSide),
        },
        text,
      )
    const chatTab = tab(words.chat, false)
    const sideTab = tab(label, true)
    side.element.hidden = true
    return h('div', { class: 'views', role: 'tablist' }, chatTab, sideTab)
  }

  // Pictures make the chat longer when they have come.
  feed.addEventListener('load', stayAtEnd, true)
  void refreshFaults()
  return made
}

function chip(tone, text) {
  return h('span', { class: `chip ${tone}` }, text)
}

function initials(name) {
  const letters = name.split(/\s+/).map((word) => word[0] ?? '')
  return letters.slice(0, 2).join('').toUpperCase()
}
