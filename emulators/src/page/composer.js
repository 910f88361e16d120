import { h, icon, menuItem, popover } from './dom.js'
import { createRecorder } from './recorder.js'

/** What the person writes with: text, files, voice, the bot's keyboard; or why that is impossible. */
export function createComposer({ act, look }) {
  const { words } = look
  const input = h('textarea', {
    rows: 1,
    placeholder: words.message,
    'aria-label': words.message,
    oninput: drawSend,
    onkeydown: onKey,
  })
  const picker = h('input', { type: 'file', multiple: true, hidden: true, onchange: sendFiles })
  const attach = button('clip', words.attach, openAttach)
  const keysToggle = button('keyboard', words.keyboard, toggleKeys)
  const send = button('send', words.send, submit)
  const record = button('mic', words.record, startRecording)
  const context = h('div', { class: 'context', hidden: true })
  const bar = h('div', { class: 'write' }, attach, input, keysToggle, record, send, picker)
  const keys = h('div', { class: 'keyboard', hidden: true })
  const whole = h('div', { class: 'whole', hidden: true })
  const element = h('footer', { class: 'composer' }, context, bar, keys, whole)
  const recorder = createRecorder()
  let replyTo
  let editing
  let keyboard
  let areKeysShown = true
  let payload

  function draw(view) {
    const canStart = Boolean(payload ?? look.canStart?.(view))
    const isMute = Boolean(view.isBlocked && look.isMuteWhenBlocked)
    keyboard = view.keyboard && (look.readKeyboard?.(view.keyboard) ?? view.keyboard)
    if (!keyboard) areKeysShown = true
    whole.hidden = !(isMute || canStart)
    bar.hidden = !whole.hidden
    if (isMute) whole.replaceChildren(wholeButton('danger', words.unblock, 'unblock'))
    else if (canStart) whole.replaceChildren(startButton())
    drawKeys(bar.hidden)
    drawSend()
  }

  function wholeButton(tone, label, action) {
    return h('button', { type: 'button', class: tone, onclick: () => act(action) }, label)
  }

  /** What a link has brought goes with the first press, and only with that. */
  function startButton() {
    const start = wholeButton('accent', words.start, 'start')
    if (payload === undefined) return start
    start.onclick = async () => {
      const brought = payload
      payload = undefined
      if (!(await act('start', { payload: brought }))) payload = brought
    }
    return start
  }

  /** As when a link was tapped: a text waits in the field, a payload behind the button. */
  function take(brought) {
    payload = brought.payload
    if (brought.text === undefined) return
    input.value = brought.text
    drawSend()
    input.focus()
  }

  function drawKeys(isImpossible) {
    keysToggle.hidden = !keyboard
    keys.hidden = !keyboard || !areKeysShown || isImpossible
    input.placeholder = keyboard?.placeholder ?? words.message
    const rows = (keyboard?.rows ?? []).map((row, at) =>
      h(
        'div',
        { class: 'keys' },
        row.map((key, column) => drawKey(key, { row: at, column })),
      ),
    )
    keys.replaceChildren(...rows)
  }

  function drawKey({ text, tone, url }, place) {
    const press = () => {
      if (url) window.open(url, '_blank', 'noopener')
      else void act('key', place)
    }
    return h('button', { type: 'button', class: tone, onclick: press }, text)
  }

  function toggleKeys() {
    areKeysShown = !areKeysShown
    drawKeys(bar.hidden)
  }

  function drawSend() {
    const hasText = input.value.trim() !== ''
    send.hidden = !hasText
    record.hidden = hasText
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight, 96)}px`
  }

  function onKey(event) {
    if (event.key === 'Escape') forget()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void submit()
  }

  async function submit() {
    const text = input.value.trim()
    if (text === '') return
    const sent = editing
      ? await act('edit', { messageId: editing, text })
      : await act('text', { text, ...(replyTo && { replyTo }) })
    if (!sent) return
    forget()
    input.focus()
  }

  function forget() {
    replyTo = undefined
    editing = undefined
    input.value = ''
    context.hidden = true
    drawSend()
  }

  function showContext(label, text) {
    context.replaceChildren(
      h('span', {}, h('strong', {}, label), text),
      button('close', words.cancel, forget),
    )
    context.hidden = false
    input.focus()
  }

  function openAttach() {
    popover(attach, [
      menuItem('clip', words.file, () => picker.click()),
      ...look.attachments.map(([name, word, action, body]) =>
        menuItem(name, words[word], () => act(action, body)),
      ),
    ])
  }

  async function sendFiles() {
    for (const file of picker.files) await sendBlob(file, kindOf(file), file.name)
    picker.value = ''
  }

  function sendBlob(blob, kind, name, duration) {
    const form = new FormData()
    form.append('kind', kind)
    if (duration) form.append('duration', String(duration))
    form.append('file', blob, name)
    return act('media', form)
  }

  async function startRecording() {
    const stop = await recorder.start()
    // Without a microphone a voice message can still be tried.
    if (!stop) return act('media', { kind: 'voice' })
    context.replaceChildren(
      h('span', { class: 'recording' }, words.recording),
      button('close', words.cancel, async () => {
        await stop()
        context.hidden = true
      }),
      button('send', words.stopRecording, async () => {
        const { blob, name, seconds } = await stop()
        context.hidden = true
        await sendBlob(blob, 'voice', name, seconds)
      }),
    )
    context.hidden = false
  }

  return {
    element,
    draw,
    take,
    reply: (message) => {
      editing = undefined
      replyTo = message.id
      showContext(words.reply, message.text ?? '')
    },
    edit: (message) => {
      replyTo = undefined
      editing = message.id
      input.value = message.text
      showContext(words.edit, message.text)
      drawSend()
    },
  }
}

function button(name, label, onclick) {
  return h(
    'button',
    { type: 'button', class: 'icon', title: label, 'aria-label': label, onclick },
    icon(name),
  )
}

/** As a messenger does: pictures and films are shown, everything else is a file. */
function kindOf({ type }) {
  if (/^image\/(jpeg|png|webp)$/.test(type)) return 'photo'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return 'document'
}
