import * as api from './api.js'
import { glyph, h, icon, logo } from './dom.js'
import { createFaultPanel } from './faults.js'
import { createJournal } from './journal.js'
import { loadLooks, lookOf } from './looks.js'
import { openNewPhone } from './new-phone.js'
import { openLink } from './open-link.js'
import { createPhone } from './phone.js'
import { countPhones, lang, words } from './words.js'

/** Beyond this nobody looks at them all; a load test makes thousands of people. */
const MAX_PHONES = 12

const keyOf = ({ platform, company, person }) => `${platform}/${company.id}/${person.id}`

const phones = new Map()
/** Chats that have no phone here; asked about once, because a load test makes thousands. */
const strangers = new Set()
let selectedKey
/** The phone that a link was opened on: shown, however many there are. */
let openedKey
let isSingle = matchMedia('(width < 720px)').matches
let about

const stage = h('main', { class: 'stage' })
const tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': words.addPhone })
const count = h('div', { class: 'segments', role: 'group' })
const banner = h('p', { class: 'banner', role: 'status', hidden: true }, words.lostConnection)
const unknownLink = h('p', { class: 'banner', role: 'status', hidden: true }, words.unknownLink)
const faults = createFaultPanel({ onClose: () => side.classList.remove('open') })
const journal = createJournal({ isMine: (line) => isLineOf(line, selected()) })
const side = h(
  'aside',
  { class: 'side', 'aria-label': words.faults },
  faults.element,
  journal.element,
)

const selected = () => phones.get(selectedKey)?.phone

function isLineOf(line, phone) {
  if (!phone) return true
  const isTheirs = line.platform === phone.platform && line.company === phone.company.id
  return isTheirs && (!line.person || line.person === phone.person.id)
}

function select(key) {
  if (!phones.has(key)) return
  selectedKey = key
  drawSelection()
  void faults.show(phones.get(key))
  journal.draw()
}

function drawSelection() {
  for (const [key, { element, tab }] of phones) {
    element.classList.toggle('selected', key === selectedKey)
    element.hidden = isSingle && key !== selectedKey
    tab.setAttribute('aria-selected', String(key === selectedKey))
  }
  count.replaceChildren(
    segment(countPhones(phones.size), !isSingle, () => setSingle(false)),
    segment(words.onePhone, isSingle, () => setSingle(true)),
  )
  count.hidden = phones.size < 2
}

function segment(label, isOn, onclick) {
  return h('button', { type: 'button', 'aria-pressed': String(isOn), onclick }, label)
}

function setSingle(value) {
  isSingle = value
  drawSelection()
}

async function drawPhones() {
  const all = await api.get('/_control/phones')
  const listed = all.filter(
    (phone, index) => index >= all.length - MAX_PHONES || keyOf(phone) === openedKey,
  )
  const keys = listed.map(keyOf)
  for (const [key, { element, tab }] of phones) {
    if (keys.includes(key)) continue
    element.remove()
    tab.remove()
    phones.delete(key)
  }
  for (const phone of listed) keep(phone)
  stage.classList.toggle('empty', listed.length === 0)
  if (!phones.has(selectedKey)) selectedKey = keys[0]
  drawSelection()
  const current = phones.get(selectedKey)
  if (current) await faults.show(current)
  else faults.clear()
}

async function showNewest() {
  await drawPhones()
  select([...phones.keys()].at(-1))
}

function keep(phone) {
  const key = keyOf(phone)
  const known = phones.get(key)
  if (known) return known.update(phone)
  const made = createPhone(phone, {
    onSelect: () => selectedKey !== key && select(key),
    onChange: (view) => key === selectedKey && faults.showView(view),
  })
  made.tab = h(
    'button',
    { type: 'button', role: 'tab', onclick: () => select(key) },
    glyph(lookOf(phone.platform)),
    phone.person.name,
  )
  phones.set(key, made)
  stage.append(made.element)
  tabs.append(made.tab)
  void made.refresh()
}

function onTopics(topics) {
  let isNewChat = false
  for (const topic of topics) {
    const [platform, what, company, chat] = topic.split('/')
    const key = `${platform}/${company}/${chat}`
    if (what === 'chat' && phones.has(key)) void phones.get(key).refresh()
    else if (what === 'chat' && !strangers.has(key)) {
      strangers.add(key)
      isNewChat = true
    } else if (what === 'people') void drawPhones()
    else if (what === 'faults') void refreshFaults(platform, company)
    else if (topic === 'journal') void journal.refresh()
    else void refreshSides(topic)
  }
  if (isNewChat) void drawPhones()
}

async function refreshFaults(platform, company) {
  const isOne = ({ phone }) => phone.platform === platform && phone.company.id === company
  for (const made of phones.values()) if (isOne(made)) await made.refreshFaults()
  const current = phones.get(selectedKey)
  if (current && isOne(current)) await faults.show(current)
}

/** What else a platform's phones show is told by a topic of its own: `vk/comments/225000001`. */
async function refreshSides(topic) {
  for (const made of phones.values())
    if (topic.startsWith(`${made.phone.platform}/`)) await made.refreshSide()
}

/** After a break everything may be different, so everything is asked for again. */
async function onState(isUp) {
  banner.hidden = isUp
  if (!isUp) return
  await drawPhones()
  for (const made of phones.values()) void made.refresh()
  await journal.refresh()
}

/** Once: the page that is loaded again has not been asked to. */
async function followLink() {
  const url = new URL(location.href)
  const link = url.searchParams.get('open')
  if (link === null) return
  url.searchParams.delete('open')
  history.replaceState(null, '', url)
  // Nobody presses anything before what the link brings is there: a start would go without it.
  stage.inert = true
  await follow(link).finally(() => {
    stage.inert = false
  })
}

async function follow(link) {
  const opened = await openLink(link, about.platforms)
  unknownLink.hidden = Boolean(opened)
  if (!opened) return
  openedKey = keyOf(opened)
  await drawPhones()
  select(openedKey)
  const phone = phones.get(openedKey)
  phone.element.scrollIntoView({ block: 'nearest', inline: 'center' })
  await phone.follow(opened.brought)
}

function draw() {
  const addPhone = () => openNewPhone(about.platforms, showNewest)
  const rail = h(
    'nav',
    { class: 'rail', 'aria-label': words.contactCentre },
    h('a', { href: about.appUrl, title: 'Отклик', 'aria-label': 'Отклик' }, logo()),
    h(
      'a',
      { href: about.appUrl, title: words.contactCentre, 'aria-label': words.contactCentre },
      icon('inbox', 20),
    ),
    h(
      'a',
      {
        href: '/',
        class: 'here',
        title: words.title,
        'aria-label': words.title,
        'aria-current': 'page',
      },
      icon('phone', 20),
    ),
  )
  const head = h(
    'header',
    { class: 'head' },
    h('h1', {}, words.title),
    h('p', {}, words.subtitle),
    count,
    h(
      'button',
      { type: 'button', class: 'button', onclick: addPhone },
      icon('plus'),
      words.addPhone,
    ),
    h(
      'button',
      { type: 'button', class: 'button to-faults', onclick: () => side.classList.add('open') },
      icon('faults'),
      words.faults,
    ),
  )
  const switcher = h('nav', { 'aria-label': words.addPhone }, tabs)
  const nothing = h(
    'div',
    { class: 'nothing' },
    icon('phone', 32),
    h('h2', {}, words.noPhones),
    h('p', {}, words.noPhonesHelp),
    h('button', { type: 'button', class: 'button primary', onclick: addPhone }, words.addPhone),
  )
  stage.append(nothing)
  document.documentElement.lang = lang
  document.title = `${words.title} — Отклик`
  document
    .querySelector('#app')
    .append(rail, h('div', { class: 'page' }, head, banner, unknownLink, switcher, stage), side)
}

const theme = new URLSearchParams(location.search).get('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
about = await api.get('/_control/about')
await loadLooks(about.platforms)
draw()
api.listen(onTopics, (isUp) => void onState(isUp))
await followLink()
