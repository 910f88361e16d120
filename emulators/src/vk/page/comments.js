import { act, get } from '/page/api.js'
import { h, icon, menuItem, popover } from '/page/dom.js'
import { formatTime } from '/page/words.js'

/** The community's page as this person sees it: products and posts, with comments under them. */
export function createComments(phone, { words, say }) {
  const list = h('div', { class: 'places', tabindex: '0' })
  const choice = h('select', { 'aria-label': words.comments, onchange: draw })
  const input = h('input', {
    type: 'text',
    placeholder: words.comment,
    'aria-label': words.comment,
  })
  const send = h(
    'button',
    { type: 'submit', class: 'icon', title: words.send, 'aria-label': words.send },
    icon('send'),
  )
  const context = h('p', { class: 'answering', hidden: true })
  const form = h('form', { class: 'write', onsubmit: submit }, input, send)
  const element = h('div', { class: 'comments' }, choice, list, context, form)
  let places = []
  let answering
  let editing

  async function refresh() {
    if (element.hidden) return
    places = await get(`/vk/_control/communities/${phone.company.id}/places`)
    const chosen = choice.value
    choice.replaceChildren(
      ...places.map(({ kind, id, title }) =>
        h('option', { value: `${kind}/${id}` }, `${words.places[kind]}: ${title}`),
      ),
    )
    if (chosen) choice.value = chosen
    draw()
  }

  const current = () => places.find(({ kind, id }) => `${kind}/${id}` === choice.value)

  function draw() {
    const place = current()
    if (!place) return
    form.hidden = place.areCommentsClosed
    const price = place.price && `${place.price.toLocaleString(document.documentElement.lang)} ₽`
    list.replaceChildren(
      h('p', { class: 'place' }, h('strong', {}, place.title), price && h('span', {}, price)),
      ...place.comments.map(drawComment),
    )
    if (place.comments.length === 0)
      list.append(
        h('p', { class: 'hint' }, place.areCommentsClosed ? words.closed : words.noComments),
      )
    list.scrollTop = list.scrollHeight
  }

  function drawComment(comment) {
    const { author, text, at, editedAt, deletedAt, replyTo, fromId } = comment
    const who = fromId < 0 ? 'company' : 'person'
    return h(
      'article',
      { class: `comment ${who} ${replyTo ? 'nested' : ''}` },
      h('strong', {}, author),
      h('p', { class: deletedAt ? 'gone' : '' }, deletedAt ? words.deleted : text),
      h('small', {}, editedAt && `${words.edited} `, formatTime(at)),
      h(
        'button',
        {
          type: 'button',
          class: 'icon',
          title: words.messageActions,
          'aria-label': words.messageActions,
          onclick: (event) => openActions(event.currentTarget, comment),
        },
        icon('more', 14),
      ),
    )
  }

  function openActions(anchor, comment) {
    const { kind } = current()
    const own = String(comment.fromId) === phone.person.id
    const body = { kind, commentId: comment.id }
    popover(
      anchor,
      [
        !comment.deletedAt && menuItem('back', words.reply, () => begin({ answer: comment })),
        own && !comment.deletedAt && menuItem('tick', words.edit, () => begin({ edit: comment })),
        own &&
          !comment.deletedAt &&
          menuItem('close', words.delete, () => run('delete-comment', body), 'danger'),
        own &&
          comment.deletedAt &&
          menuItem('reset', words.restore, () => run('restore-comment', body)),
      ].filter(Boolean),
    )
  }

  function begin({ answer, edit }) {
    answering = answer
    editing = edit
    input.value = edit?.text ?? ''
    context.textContent = `${answer ? words.reply : words.edit}: ${(answer ?? edit)?.text ?? ''}`
    context.hidden = !answer && !edit
    input.focus()
  }

  async function submit(event) {
    event.preventDefault()
    const text = input.value.trim()
    const place = current()
    if (text === '' || !place) return
    const { kind, id } = place
    const sent = editing
      ? await run('edit-comment', { kind, commentId: editing.id, text })
      : await run('comment', { kind, place: id, text, ...(answering && { replyTo: answering.id }) })
    if (sent) begin({})
  }

  async function run(action, body) {
    try {
      return await act(phone, action, body)
    } catch (error) {
      say(`${words.notSent}: ${error.message}`)
    }
  }

  return { label: words.comments, element, refresh }
}
