// A customer's side of «Клиентское приложение (по API)», whole and without dependencies: a tiny chat
// that people write to over HTTP. docs/channels/custom.md describes what goes both ways.
//   SECRET=whsec_… PORT=8081 node app.mjs       (without SECRET it makes one and prints it)
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { PORT = '8081', HOST = '127.0.0.1', NAME = 'Приложение' } = process.env
const SECRET = process.env.SECRET ?? `whsec_${randomBytes(32).toString('base64')}`
const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')

/** Where Otklik wants to hear of our users: told once, when the channel is connected. */
let inboxUrl
/** What each user sees; a real application would keep it in a database. */
const chats = new Map()
const chatOf = (user) => chats.get(user) ?? chats.set(user, []).get(user)

const server = createServer(async (request, response) => {
  const body = await read(request)
  const { pathname } = new URL(request.url, 'http://app')
  const answer = (status, value = {}) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  try {
    if (pathname === '/otklik') {
      if (!isFromOtklik(request.headers, body)) return answer(401)
      return answer(...fromOtklik(JSON.parse(body)))
    }
    const [, user, act] = /^\/users\/([\w-]+)(?:\/(\w+))?$/.exec(pathname) ?? []
    if (user && request.method === 'GET') return answer(200, chatOf(user))
    if (user && act) return answer(202, await fromUser(user, act, JSON.parse(body || '{}')))
    answer(404)
  } catch (error) {
    answer(502, { problem: String(error) })
  }
})
server.listen(Number(PORT), HOST, () => {
  console.log(`listening on http://${HOST}:${PORT}/otklik`)
  if (!process.env.SECRET) console.log(`secret: ${SECRET}`)
})

async function read(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** What an operator did. The same id may come twice: the second time changes nothing. */
function fromOtklik(event) {
  const chat = event.user && chatOf(event.user.id)
  switch (event.type) {
    case 'ping':
      return [200, { name: NAME }]
    case 'connected':
      inboxUrl = event.url
      return [200]
    case 'disconnected':
      inboxUrl = undefined
      return [200]
    case 'message': {
      const { id, text, files = [], buttons } = event
      if (!chat.some((each) => each.id === id)) {
        chat.push({ id, from: 'company', text, files, ...(buttons && { buttons }) })
      }
      return [200, { id }]
    }
    case 'edit':
      for (const each of chat) if (event.ids.includes(each.id)) each.text = event.text
      return [200]
    case 'deletion':
      for (const each of chat) if (event.ids.includes(each.id)) each.isDeleted = true
      return [200]
    default: // `typing`, and whatever is invented later: it is enough to have heard it
      return [202]
  }
}

/** What a user did in the application goes to Otklik, signed with the same secret. */
async function fromUser(user, act, given) {
  const id = given.id ?? randomUUID()
  const who = { id: user, name: given.name ?? user }
  const at = new Date().toISOString()
  if (act === 'write') {
    chatOf(user).push({ id, from: 'user', text: given.text })
    const { text, files } = given
    return tellOtklik({ type: 'message', id, user: who, at, text, ...(files && { files }) })
  }
  if (act === 'press') {
    const { value, label, messageId } = given
    return tellOtklik({ type: 'press', id, user: who, at, value, label, messageId })
  }
  if (act === 'read') {
    const { messageId } = given
    return tellOtklik({ type: 'receipt', user: who, at, messageId, status: 'read' })
  }
  throw new Error(`a user cannot ${act}`)
}

/** Until it is taken, it is worth another try: the id keeps Otklik from hearing it twice. */
async function tellOtklik(event) {
  if (!inboxUrl) throw new Error('the channel is not connected yet')
  const body = JSON.stringify(event)
  const id = event.id ?? randomUUID()
  for (let tries = 1; ; tries++) {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', key)
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    }
    const { ok, status } = await fetch(inboxUrl, { method: 'POST', headers, body })
    if (ok) return { id }
    if (status < 500 || tries === 5) throw new Error(`Otklik answered ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** tries))
  }
}

/** https://www.standardwebhooks.com: signed over the very bytes that came, and not long ago. */
function isFromOtklik(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300
  if (!id || !given || !isRecent) return false
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return given.split(' ').some((each) => {
    const [version, signature = ''] = each.split(',')
    const bytes = Buffer.from(signature, 'base64')
    return version === 'v1' && bytes.length === right.length && timingSafeEqual(bytes, right)
  })
}
