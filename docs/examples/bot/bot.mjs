// A whole chat-bot for Otklik, without dependencies. docs/bots.md describes what it is asked.
//   SECRET=whsec_… PORT=8080 node bot.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { SECRET = '', PORT = '8080', HOST = '127.0.0.1', TOLERANCE_S = '300' } = process.env
if (!SECRET.startsWith('whsec_')) throw new Error('Set SECRET to the secret from the bot’s page.')
const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')

/** Answers of late by the question’s id: asked again, it says the same and does nothing twice. */
const answered = new Map()
const MOST_REMEMBERED = 10_000

const server = createServer(async (request, response) => {
  const body = await read(request)
  if (!isFromOtklik(request.headers, body)) return response.writeHead(401).end()
  const { type, data } = JSON.parse(body)
  if (type !== 'bot.asked') return response.writeHead(204).end() // bot.ping: it is there
  const id = request.headers['webhook-id']
  if (!answered.has(id)) remember(id, { actions: answerTo(data) })
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answered.get(id)))
})
server.listen(Number(PORT), HOST, () => console.log('listening'))

async function read(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** https://www.standardwebhooks.com: signed over the very bytes that came, and not long ago. */
function isFromOtklik(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers
  const age = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (!id || !given || !(age <= Number(TOLERANCE_S))) return false
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return given.split(' ').some((each) => {
    const [version, signature = ''] = each.split(',')
    const bytes = Buffer.from(signature, 'base64')
    return version === 'v1' && bytes.length === right.length && timingSafeEqual(bytes, right)
  })
}

function remember(id, answer) {
  answered.set(id, answer)
  if (answered.size > MOST_REMEMBERED) answered.delete(answered.keys().next().value)
}

const choices = {
  placement: 'inline',
  rows: [
    [{ label: 'Где мой заказ', value: 'order' }],
    [{ label: 'Позвать сотрудника', value: 'operator' }],
    [{ label: 'Спасибо, всё понятно', value: 'bye' }],
  ],
}

/** What to do next. Where the talk stands is kept with the conversation, in its attributes. */
function answerTo({ events, conversation }) {
  const { contact, attributes } = conversation
  if (events.some(({ type }) => type === 'conversation.started')) {
    return [say(`Здравствуйте, ${contact.name}. Чем помочь?`, choices)]
  }
  const last = events.at(-1)
  if (last.type === 'button.pressed') return chosen(last.value)
  if (last.type !== 'message.received') return []
  if (attributes.шаг !== 'номер заказа') return [say('Выберите, чем помочь.', choices)]
  const number = last.text.replace(/\D/g, '')
  if (!number) return [say('Напишите номер заказа цифрами.')]
  return [
    { type: 'set', attributes: { шаг: '', заказ: number }, tags: ['заказ'] },
    say(`Заказ № ${number} собран и уже в пути. Что-нибудь ещё?`, choices),
  ]
}

function chosen(value) {
  switch (value) {
    case 'order':
      return [{ type: 'set', attributes: { шаг: 'номер заказа' } }, say('Напишите номер заказа.')]
    case 'operator':
      return [say('Передаю сотруднику.'), { type: 'hand-over', summary: 'Просит сотрудника' }]
    case 'bye':
      return [{ type: 'close', text: 'Хорошего дня.' }]
    default:
      return [say('Выберите, чем помочь.', choices)]
  }
}

function say(text, buttons) {
  return { type: 'say', text, ...(buttons && { buttons }) }
}
