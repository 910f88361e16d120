import * as api from './api.js'
import { h } from './dom.js'
import { lookOf } from './looks.js'
import { lang, words } from './words.js'

const NAMES = {
  ru: ['Олег', 'Ирина', 'Марина', 'Павел', 'Света', 'Тимур'],
  en: ['Oleg', 'Irina', 'Marina', 'Pavel', 'Sveta', 'Timur'],
}

/** A name that none of these phones' people has. */
export function freeName(phones) {
  const taken = new Set(phones.map(({ person }) => person.name))
  return NAMES[lang].find((free) => !taken.has(free)) ?? NAMES[lang][0]
}

/** Asks whose phone it is and whom it writes to, and makes both if need be. */
export async function openNewPhone(platforms, onCreated) {
  const name = field(words.clientName, {
    value: freeName(await api.get('/_control/phones')),
    required: true,
    maxlength: 64,
  })
  const companyName = field(
    '',
    { value: 'Otklik Demo', required: true, maxlength: 64 },
    words.companyNameHelp,
  )
  const messenger = h('select', { onchange: drawCompanies }, platforms.map(toOption))
  const whichCompany = h('span')
  const choice = h('select', { onchange: drawChoice })
  const dialog = h(
    'dialog',
    { class: 'dialog', onclose: () => dialog.remove() },
    h(
      'form',
      { method: 'dialog', onsubmit: create },
      h('h2', {}, words.newPhone),
      h('label', { class: 'field', hidden: platforms.length < 2 }, words.messenger, messenger),
      name.element,
      h('label', { class: 'field' }, whichCompany, choice),
      companyName.element,
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'submit', class: 'button primary' }, words.create),
        h(
          'button',
          { type: 'button', class: 'button', onclick: () => dialog.close() },
          words.cancel,
        ),
      ),
    ),
  )

  async function drawCompanies() {
    const platform = messenger.value
    const { words: own, labelOf = (company) => company.name } = lookOf(platform)
    const companies = await api.listCompanies(platform)
    if (platform !== messenger.value) return
    whichCompany.textContent = own.whichCompany
    companyName.label.textContent = own.companyName
    choice.replaceChildren(
      ...companies.map((company) => h('option', { value: company.id }, labelOf(company))),
      h('option', { value: '' }, own.newCompany),
    )
    drawChoice()
  }

  function drawChoice() {
    companyName.element.hidden = choice.value !== ''
    companyName.input.disabled = choice.value !== ''
  }

  async function create(event) {
    event.preventDefault()
    const platform = messenger.value
    const made =
      choice.value === ''
        ? await api.createCompany(platform, { name: companyName.input.value })
        : undefined
    const company = String(made?.id ?? choice.value)
    const { newPerson } = lookOf(platform)
    await api.createPerson(platform, newPerson({ name: name.input.value, company, lang }))
    dialog.close()
    await onCreated()
  }

  await drawCompanies()
  document.body.append(dialog)
  dialog.showModal()
  name.input.select()
}

const toOption = ({ id, title }) => h('option', { value: id }, title)

function field(label, props, help) {
  const input = h('input', { type: 'text', ...props })
  const text = h('span', {}, label)
  return {
    input,
    label: text,
    element: h(
      'label',
      { class: 'field' },
      text,
      input,
      help && h('small', { class: 'meta' }, help),
    ),
  }
}
