import * as api from './api.js'
import { h } from './dom.js'
import { words } from './words.js'

const NAMES = {
  ru: ['Олег', 'Ирина', 'Марина', 'Павел', 'Света', 'Тимур'],
  en: ['Oleg', 'Irina', 'Marina', 'Pavel', 'Sveta', 'Timur'],
}

/** Asks whose phone it is and which bot it shows, and makes both if need be. */
export async function openNewPhone(platforms, onCreated) {
  const platform = platforms[0].id
  const [bots, phones] = await Promise.all([api.listBots(platform), api.get('/_control/phones')])
  const names = NAMES[document.documentElement.lang] ?? NAMES.ru
  const taken = new Set(phones.map(({ person }) => person.name))
  const name = field(words.clientName, {
    value: names.find((free) => !taken.has(free)) ?? names[0],
    required: true,
    maxlength: 64,
  })
  const botName = field(words.botName, { value: 'Otklik Demo', maxlength: 64 }, words.botNameHelp)
  const choice = h(
    'select',
    { onchange: drawChoice },
    bots.map((bot) => h('option', { value: bot.id }, `${bot.name} (@${bot.username})`)),
    h('option', { value: '' }, words.newBot),
  )
  const dialog = h(
    'dialog',
    { class: 'dialog', onclose: () => dialog.remove() },
    h(
      'form',
      { method: 'dialog', onsubmit: create },
      h('h2', {}, words.newPhone),
      name.element,
      h('label', { class: 'field' }, words.whichBot, choice),
      botName.element,
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

  function drawChoice() {
    botName.element.hidden = choice.value !== ''
  }

  async function create(event) {
    event.preventDefault()
    const bot =
      choice.value === '' ? await api.createBot(platform, { name: botName.input.value }) : undefined
    await api.createPerson(platform, {
      firstName: name.input.value,
      languageCode: document.documentElement.lang,
      bot: bot?.id ?? Number(choice.value),
    })
    dialog.close()
    await onCreated()
  }

  drawChoice()
  document.body.append(dialog)
  dialog.showModal()
  name.input.select()
}

function field(label, props, help) {
  const input = h('input', { type: 'text', ...props })
  return {
    input,
    element: h(
      'label',
      { class: 'field' },
      label,
      input,
      help && h('small', { class: 'meta' }, help),
    ),
  }
}
