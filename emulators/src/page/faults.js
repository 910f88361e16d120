import * as api from './api.js'
import { glyph, h, icon } from './dom.js'
import { words } from './words.js'

/** Faults with a number beside the switch: its unit, its first value, what it means on the wire. */
const KINDS = [
  { kind: 'blocked' },
  { kind: 'offline' },
  {
    kind: 'too-many-requests',
    amount: { suffix: words.seconds, value: 30, min: 1, max: 3600 },
    read: (value) => ({ retryAfter: value }),
    show: ({ retryAfter }) => retryAfter,
  },
  {
    kind: 'lost-update',
    amount: { prefix: words.oneOf, value: 3, min: 1, max: 100 },
    read: (value) => (value > 1 ? { probability: 1 / value } : {}),
    show: ({ probability }) => Math.round(1 / (probability ?? 1)),
  },
  { kind: 'answer-lost' },
  { kind: 'duplicate' },
  {
    kind: 'reorder',
    amount: { suffix: words.seconds, value: 2, min: 0.1, max: 60, step: 0.1 },
    read: (value) => ({ ms: value * 1000, probability: 0.5 }),
    show: ({ ms }) => ms / 1000,
  },
  {
    kind: 'slow',
    amount: { suffix: words.seconds, value: 1.5, min: 0.1, max: 120, step: 0.1 },
    read: (value) => ({ ms: value * 1000 }),
    show: ({ ms }) => ms / 1000,
    isForAll: true,
  },
  { kind: 'server-error' },
  { kind: 'unanswered' },
  { kind: 'garbage' },
  { kind: 'unauthorized', isForAll: true },
]

/** The switches beside the phones; they speak of the phone that is selected. */
export function createFaultPanel({ onClose }) {
  const title = h('h2')
  const rows = KINDS.map((spec) => createRow(spec, toggle))
  const token = h('code')
  const copy = h(
    'button',
    { type: 'button', class: 'button quiet', onclick: copyToken },
    icon('copy'),
    words.copy,
  )
  const reset = h(
    'button',
    { type: 'button', class: 'button quiet', onclick: resetAll },
    icon('reset'),
    words.reset,
  )
  const body = h(
    'div',
    { class: 'panel-body' },
    rows.map((row) => row.element),
    h('div', { class: 'token' }, h('span', { class: 'meta' }, words.token), token, copy),
  )
  const close = h(
    'button',
    {
      type: 'button',
      class: 'icon close',
      title: words.closeFaults,
      'aria-label': words.closeFaults,
      onclick: onClose,
    },
    icon('close'),
  )
  const element = h(
    'section',
    { class: 'panel' },
    h('header', { class: 'side-head' }, title, reset, close),
    body,
  )
  let current

  async function show(made) {
    current = made
    await made.refreshFaults()
    if (current !== made) return
    title.replaceChildren(
      glyph(made.phone.platform),
      h('span', {}, made.element.getAttribute('aria-label')),
    )
    const bots = await api.listBots(made.phone.platform)
    token.textContent = bots.find(({ id }) => id === made.phone.bot.id)?.token ?? ''
    body.hidden = false
    reset.hidden = false
    showView(made)
  }

  function showView(made) {
    if (current !== made) return
    for (const row of rows) row.show(findOn(row.spec, made))
  }

  function findOn({ kind }, { view, faults }) {
    if (kind === 'blocked') return view?.isBlocked
    if (kind === 'offline') return view?.isOffline
    return faults.find((fault) => fault.kind === kind)
  }

  async function toggle(spec, isOn, value) {
    if (!current) return
    const { phone, faults, act } = current
    if (spec.kind === 'blocked') return act(isOn ? 'block' : 'unblock')
    if (spec.kind === 'offline') return api.changePerson(phone, { isOffline: isOn })
    for (const fault of faults.filter(({ kind }) => kind === spec.kind))
      await api.removeFault(phone, fault)
    if (!isOn) return
    const scope = spec.isForAll ? {} : { chat: phone.person.id }
    await api.addFault(phone, { kind: spec.kind, ...scope, ...spec.read?.(value) })
  }

  async function resetAll() {
    for (const row of rows) if (row.isOn()) await toggle(row.spec, false)
  }

  async function copyToken() {
    await navigator.clipboard.writeText(token.textContent)
    copy.lastChild.textContent = words.copied
    setTimeout(() => {
      copy.lastChild.textContent = words.copy
    }, 2000)
  }

  function clear() {
    current = undefined
    title.textContent = words.faults
    body.hidden = true
    reset.hidden = true
  }

  clear()
  return { element, show, showView, clear }
}

function createRow(spec, toggle) {
  const [name, help] = words.faultNames[spec.kind]
  const { amount } = spec
  const field =
    amount &&
    h('input', {
      type: 'number',
      value: amount.value,
      min: amount.min,
      max: amount.max,
      step: amount.step ?? 1,
      'aria-label': `${name}: ${amount.prefix ?? ''}…${amount.suffix ?? ''}`,
      onchange: () => isOn() && change(true),
    })
  const button = h('button', {
    type: 'button',
    class: 'switch',
    role: 'switch',
    'aria-checked': 'false',
    'aria-label': name,
    onclick: () => change(!isOn()),
  })
  const isOn = () => button.getAttribute('aria-checked') === 'true'
  const read = () => Math.min(amount.max, Math.max(amount.min, Number(field.value) || amount.value))

  function change(value) {
    button.setAttribute('aria-checked', String(value))
    void toggle(spec, value, amount && read())
  }

  function show(found) {
    button.setAttribute('aria-checked', String(Boolean(found)))
    if (!found || !field || document.activeElement === field) return
    const value = spec.show(found)
    if (Number.isFinite(value)) field.value = value
  }

  const element = h(
    'div',
    { class: 'fault' },
    h('span', { class: 'fault-name' }, name, h('small', { class: 'meta' }, help)),
    field && h('label', { class: 'amount' }, amount.prefix ?? '', field, amount.suffix ?? ''),
    button,
  )
  return { element, spec, show, isOn }
}
