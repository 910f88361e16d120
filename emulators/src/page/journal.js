import * as api from './api.js'
import { h } from './dom.js'
import { formatSeconds, words } from './words.js'

/** The last calls between the product and the messengers, newest first. */
export function createJournal({ isMine }) {
  // It scrolls, so the keyboard has to reach it.
  const list = h('ol', { class: 'lines', tabindex: '0', 'aria-label': words.journal })
  const scope = h('button', { type: 'button', class: 'scope', onclick: changeScope })
  const element = h(
    'section',
    { class: 'journal', 'aria-label': words.journal },
    h('header', {}, h('h2', {}, words.journal), scope),
    list,
  )
  let lines = []
  let isForAll = true
  let isBusy = false
  let isStale = false

  async function refresh() {
    isStale = true
    if (isBusy) return
    isBusy = true
    try {
      while (isStale) {
        isStale = false
        lines = await api.get('/_control/journal')
        draw()
      }
    } finally {
      isBusy = false
    }
  }

  function changeScope() {
    isForAll = !isForAll
    draw()
  }

  function draw() {
    scope.textContent = isForAll ? words.allPhones : words.thisPhone
    const shown = lines.filter((line) => isForAll || isMine(line))
    list.replaceChildren(
      ...shown.map(({ at, direction, level, text }) =>
        h(
          'li',
          { class: level },
          h('time', { datetime: new Date(at).toISOString() }, formatSeconds(at)),
          h('span', { 'aria-hidden': 'true' }, direction),
          h('span', {}, text),
        ),
      ),
    )
    if (shown.length === 0) list.append(h('li', { class: 'none' }, words.emptyJournal))
  }

  draw()
  return { element, refresh, draw }
}
