import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { makeSample } from '../samples.ts'
import { eventually } from '../test-kit.ts'
import { type Messenger, openMessenger, openShelf, TOKEN } from './test-kit.ts'

/** What is used here of the vendor's client, which comes without types. */
interface Bot {
  middleware(): RequestListener
  on(event: string, hear: (...args: never[]) => void): void
  onTextMessage(
    pattern: RegExp,
    hear: (message: { text: string; trackingData: unknown }, response: Response) => void,
  ): void
  onConversationStarted(
    greet: (user: User, isSubscribed: boolean, context: string, answer: Greet) => void,
  ): void
  onError(hear: (error: unknown) => void): void
  getBotProfile(): Promise<{ name: string }>
  getUserDetails(user: User): Promise<User>
  getOnlineStatus(ids: string[]): Promise<{ users: { online_status: number }[] }>
  setWebhook(url: string): Promise<{ event_types: string[] }>
  sendMessage(user: User, messages: object | object[], tracking?: object): Promise<unknown[]>
  /** The address of the platform is not among its settings. */
  _client: { _url: string }
}
interface User {
  id: string
  name: string
}
type Greet = (message: object) => void
interface Response {
  userProfile: User
  send(message: object): Promise<unknown[]>
}

type Message = new (...args: unknown[]) => object
interface Vendor {
  Bot: new (options: { authToken: string; name: string; avatar: string }) => Bot
  Message: Record<'Text' | 'Picture' | 'Video' | 'File' | 'Contact' | 'Location', Message> &
    Record<'Url' | 'Sticker' | 'RichMedia' | 'Keyboard', Message>
}
const vendor = createRequire(import.meta.url)('viber-bot') as Vendor
const { Text, Picture, Video, File, Contact, Location, Url, Sticker, RichMedia } = vendor.Message

/** The client as its documentation has it, connected by its own set_webhook. */
async function connect(t: TestContext, messenger: Messenger): Promise<Bot> {
  const bot = new vendor.Bot({ authToken: TOKEN, name: 'Верба Мебель', avatar: '' })
  bot._client._url = `${messenger.url}/pa`
  const server = createServer(bot.middleware())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object.assign(bot, {
    connect: () => bot.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
  })
}

const hook = (bot: Bot) => (bot as Bot & { connect(): ReturnType<Bot['setWebhook']> }).connect()

test("the vendor's client connects, greets and answers", async (t) => {
  const messenger = await openMessenger(t)
  const bot = await connect(t, messenger)
  bot.onConversationStarted((_user, _isSubscribed, context, answer) =>
    answer(new Text(`Здравствуйте, ${context}`)),
  )
  bot.onTextMessage(/заказ/, (_message, response) => {
    void response.send(new Text('Номер заказа?'))
  })
  const heard: string[] = []
  for (const event of ['delivered', 'seen']) bot.on(event, () => void heard.push(event))
  assert.ok((await hook(bot)).event_types.includes('message'))
  assert.equal((await bot.getBotProfile()).name, 'Верба Мебель')
  const person = await messenger.person('Ирина')
  await person.do('open', { context: 'site' })
  await eventually(async () => (await person.lastSeen())?.content.text === 'Здравствуйте, site')
  await person.do('text', { text: 'Где заказ?' })
  await eventually(async () => (await person.lastSeen()).content.text === 'Номер заказа?')
  // It goes on answering with the greeting; that must not be taken for another one.
  await eventually(() => heard.includes('delivered'))
  await person.do('read')
  await eventually(() => heard.includes('seen'))
  await eventually(async () => (await messenger.bot('GET')).pendingUpdates === 0)
  assert.equal((await messenger.bot('GET', '/sent')).length, 2)
  const user = { id: await person.userId(), name: '' }
  assert.equal((await bot.getUserDetails(user)).name, 'Ирина')
  assert.equal((await bot.getOnlineStatus([user.id])).users[0]?.online_status, 0)
})

test("the vendor's client sends every type, and is refused", async (t) => {
  const messenger = await openMessenger(t)
  const bot = await connect(t, messenger)
  await hook(bot)
  const person = await messenger.acquaintance('Ирина')
  const user = { id: await person.userId(), name: 'Ирина' }
  const photo = (await makeSample('photo')).bytes
  const film = (await makeSample('video')).bytes
  const shelf = await openShelf(t, { '/a.jpg': photo, '/v.mp4': film, '/a.pdf': Buffer.from('да') })
  const cell = { Columns: 6, Rows: 1, ActionType: 'reply', ActionBody: 'ok', Text: 'Да' }
  const cards = { Type: 'rich_media', ButtonsGroupRows: 1, Buttons: [cell] }
  const messages = [
    new Text('раз'),
    new Picture(`${shelf.url}/a.jpg`, 'подпись'),
    new Video(`${shelf.url}/v.mp4`, film.length),
    new File(`${shelf.url}/a.pdf`, 4, 'Договор.pdf'),
    new Contact('Офис', '+74950000000'),
    new Location(55.7558, 37.6173),
    new Url('https://shop.ru'),
    new Sticker(46105),
    new RichMedia(cards, null, null, null, null, null, 2),
  ]
  assert.equal((await bot.sendMessage(user, messages)).length, 9)
  await eventually(async () => {
    const sent: { deliveredAt?: number }[] = await messenger.bot('GET', '/sent')
    return sent.filter(({ deliveredAt }) => deliveredAt !== undefined).length === 9
  })
  const types = (await messenger.bot('GET', '/sent')).map(({ type }: { type: string }) => type)
  assert.deepEqual(types, [
    ...['text', 'picture', 'video', 'file', 'contact', 'location', 'url', 'sticker', 'rich_media'],
  ])
  await person.do('unsubscribe')
  await assert.rejects(bot.sendMessage(user, new Text('два')), { status: 6 })
})

test("the vendor's client understands every type, and rounds no token of a callback", async (t) => {
  const messenger = await openMessenger(t)
  const bot = await connect(t, messenger)
  const kinds: string[] = []
  bot.on('message', (message: object) => void kinds.push(message.constructor.name))
  await hook(bot)
  const person = await messenger.person('Ирина')
  await person.do('text', { text: 'а' })
  for (const kind of ['photo', 'video', 'document', 'sticker']) await person.do('media', { kind })
  for (const action of ['contact', 'location', 'url']) await person.do(action)
  await eventually(() => kinds.length === 8)
  assert.deepEqual(kinds, [
    ...['TextMessage', 'PictureMessage', 'VideoMessage', 'FileMessage', 'StickerMessage'],
    ...['ContactMessage', 'LocationMessage', 'UrlMessage'],
  ])
  const tokens: unknown[] = []
  bot.on('delivered', (callback: { message_token: unknown }) => {
    tokens.push(callback.message_token)
  })
  const token = await messenger.send(person, { type: 'text', text: 'б' })
  await eventually(() => tokens.includes(token))
})
