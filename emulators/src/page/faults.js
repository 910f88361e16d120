import * as api from './api.js'
import { glyph, h, icon } from './dom.js'
import { specOf } from './fault-specs.js'
import { lookOf } from './looks.js'
import { words } from './words.js'

/** The switches beside the phones; they speak of the phone that is selected. */
export function createFaultPanel({ onClose }) {
  const title = h('h2')
  const list = h('div')
  const tokenLabel = h('span', { class: 'meta' })
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
    list,
    h('div', { class: 'token' }, tokenLabel, token, copy),
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
  let rows = []
  let shownLook

  async function show(made) {
    current = made
    await made.refreshFaults()
    if (current !== made) return
    const look = lookOf(made.phone.platform)
    drawRows(look)
    title.replaceChildren(glyph(look), h('span', {}, made.element.getAttribute('aria-label')))
    tokenLabel.textContent = look.words.token
    const companies = await api.listCompanies(made.phone.platform)
    token.textContent =
      companies.find(({ id }) => String(id) === made.phone.company.id)?.token ?? ''
    body.hidden = false
    reset.hidden = false
    showView(made)
  }

  function drawRows(look) {
    if (look === shownLook) return
    shownLook = look
    rows = look.faults.map((fault) => createRow(specOf(fault), look.words, toggle))
    list.replaceChildren(...rows.map((row) => row.element))
  }

  function showView(made) {
    if (current !== made) return
    for (const row of rows) row.show(findOn(row.spec, made))
  }

  function findOn({ kind, isOn, wire }, { view, faults }) {
    if (isOn) return isOn(view ?? {})
    if (kind === 'blocked') return view?.isBlocked
    if (kind === 'offline') return view?.isOffline
    return faults.find((fault) => fault.kind === (wire ?? kind))
  }

  async function toggle(spec, isOn, value) {
    if (!current) return
    const { phone, faults, act } = current
    if (spec.change) return spec.change({ ...current, isOn })
    if (spec.kind === 'blocked') return act(isOn ? 'block' : 'unblock')
    if (spec.kind === 'offline') return api.changePerson(phone, { isOffline: isOn })
    for (const fault of faults.filter(({ kind }) => kind === (spec.wire ?? spec.kind)))
      await api.removeFault(phone, fault)
    if (!isOn) return
    const scope = spec.isForAll ? {} : { chat: phone.person.id }
    await api.addFault(phone, { kind: spec.wire ?? spec.kind, ...scope, ...spec.read?.(value) })
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

function createRow(spec, words, toggle) {
  const [name, help] = words.faultNames[spec.kind]
  const { amount } = spec
  const prefix = words[amount?.prefix] ?? ''
  const suffix = words[amount?.suffix] ?? ''
  const field =
    amount &&
    h('input', {
      type: 'number',
      value: amount.value,
      min: amount.min,
      max: amount.max,
      step: amount.step ?? 1,
      'aria-label': `${name}: ${prefix}…${suffix}`,
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
    field && h('label', { class: 'amount' }, prefix, field, suffix),
    button,
  )
  return { element, spec, show, isOn }
}
