import { randomBytes, randomInt } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { digitsOf } from '../whatsapp-network/phones.ts'
import { GraphError } from './errors.ts'
import type { Account, App, BusinessNumber, Token } from './model.ts'
import { EDITS } from './model.ts'
import { shakeHands } from './webhooks/handshake.ts'
import { FIELDS } from './webhooks/publisher.ts'
import type { WhatsApp } from './whatsapp.ts'

type Params = { line: string; account: string; app: string }
type Request = FastifyRequest<{ Params: Params }>

/** Numbers, accounts, apps: what a business sets up in Meta's own pages. */
export function addBusinessControl(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { registry } = whatsapp
  app.get('/numbers', () => registry.numbers.list().map((number) => viewNumber(whatsapp, number)))
  app.post('/numbers', (request) =>
    viewNumber(whatsapp, ensureNumber(whatsapp, new Fields(request.body))),
  )
  app.get('/numbers/:line', (request: Request) => viewNumber(whatsapp, numberOf(whatsapp, request)))
  app.patch('/numbers/:line', (request: Request) => {
    const number = numberOf(whatsapp, request)
    applySettings(number, new Fields(request.body))
    registry.numbers.save(number)
    return viewNumber(whatsapp, number)
  })
  app.post('/numbers/:line/revoke', (request: Request) => {
    const isReplaced = new Fields(request.body).flag('replace')
    const number = numberOf(whatsapp, request)
    revokeTokens(whatsapp, number.account, isReplaced)
    return viewNumber(whatsapp, number)
  })
  app.post('/numbers/:line/token-end', (request: Request) => {
    const expiresAt = new Fields(request.body).number('expiresAt')
    const number = numberOf(whatsapp, request)
    for (const token of tokensOf(whatsapp, number.account))
      registry.tokens.save({ ...token, expiresAt })
    return viewNumber(whatsapp, number)
  })
  app.patch('/accounts/:account', (request: Request) => {
    const account = getOr404(registry.accounts.find(request.params.account), 'account')
    const fields = new Fields(request.body)
    for (const name of ['isRestricted', 'reviewsAtOnce'] as const)
      if (fields.has(name)) account[name] = fields.flag(name)
    return registry.accounts.save(account)
  })
  app.patch('/apps/:app', (request: Request) =>
    changeApp(whatsapp, getOr404(registry.apps.find(request.params.app), 'app'), request.body),
  )
}

export function numberOf({ registry }: WhatsApp, { params }: { params: Pick<Params, 'line'> }) {
  return getOr404(registry.numbers.find(params.line), 'number')
}

/** Makes a number with whatever of account, app and token it lacks; the same id gives the same. */
function ensureNumber({ registry, network }: WhatsApp, fields: Fields): BusinessNumber {
  const id = fields.optionalText('id') ?? newId()
  const known = registry.numbers.find(id)
  if (known) return known
  const name = fields.optionalText('name') ?? 'Business'
  const account = ensureAccount({ registry }, fields, name)
  const phone = digitsOf(fields.optionalText('phone') ?? `7495${randomInt(10 ** 6, 10 ** 7)}`)
  const number: BusinessNumber = {
    ...{ id, account: account.id, name, phone, quality: 'GREEN', tier: 'TIER_1K' },
    ...{ isRegistered: true, limitsRate: false, refusesLate: false },
    ...{ edits: 'invisible', qrCodes: [] },
  }
  applySettings(number, fields)
  registry.numbers.save(number)
  network.live.touch('whatsapp/people')
  return number
}

function ensureAccount(
  { registry }: Pick<WhatsApp, 'registry'>,
  fields: Fields,
  name: string,
): Account {
  const id = fields.optionalText('account') ?? newId()
  const known = registry.accounts.find(id)
  if (known) return known
  const app = ensureApp({ registry }, fields)
  const token: Token = {
    value: fields.optionalText('token') ?? newToken(),
    ...{ app: app.id, accounts: [id], isRevoked: false },
  }
  registry.tokens.save(token)
  return registry.accounts.save({
    ...{ id, name, portfolio: fields.optionalText('portfolio') ?? id },
    // An app hears nothing until the account subscribes it.
    subscriptions: [],
    ...{ isRestricted: false, reviewsAtOnce: fields.flag('reviewsAtOnce') },
  })
}

function ensureApp({ registry }: Pick<WhatsApp, 'registry'>, fields: Fields): App {
  const id = fields.optionalText('app') ?? newId()
  const known = registry.apps.find(id)
  if (known) return known
  const secret = fields.optionalText('appSecret') ?? randomBytes(16).toString('hex')
  return registry.apps.save({ id, secret, version: 'v25.0', escapesSlashes: true, batch: 1 })
}

const FLAGS = ['limitsRate', 'refusesLate', 'isRegistered'] as const

function applySettings(number: BusinessNumber, fields: Fields): void {
  number.name = fields.optionalText('name') ?? number.name
  for (const name of FLAGS) if (fields.has(name)) number[name] = fields.flag(name)
  const edits = fields.optionalText('edits')
  if (edits === undefined) return
  const found = EDITS.find((known) => known === edits)
  if (!found) throw new ControlError(400, `"edits" must be one of ${EDITS.join(', ')}`)
  number.edits = found
}

function viewNumber({ registry, publisher }: WhatsApp, number: BusinessNumber) {
  const account = registry.accounts.find(number.account)
  const token = registry.tokens
    .list()
    .find(({ accounts, isRevoked }) => accounts.includes(number.account) && !isRevoked)
  const app = registry.apps.find(token?.app ?? account?.subscriptions[0]?.app ?? '')
  const pending = publisher.courier
    .list(number.id)
    .filter(({ acknowledgedAt, droppedAs }) => acknowledgedAt === undefined && !droppedAs)
  return {
    ...number,
    token: token?.value ?? null,
    app: app?.id ?? null,
    appSecret: app?.secret ?? null,
    webhookUrl: app?.callback?.url ?? null,
    isSubscribed: account?.subscriptions.some((one) => one.app === app?.id) ?? false,
    pendingUpdates: pending.length,
  }
}

/** Every token of the account stops working; a new one can be had at once. */
const tokensOf = ({ registry }: Pick<WhatsApp, 'registry'>, account: string) =>
  registry.tokens.list().filter(({ accounts }) => accounts.includes(account))

function revokeTokens({ registry }: WhatsApp, account: string, isReplaced: boolean): void {
  const tokens = tokensOf({ registry }, account)
  for (const token of tokens) registry.tokens.save({ ...token, isRevoked: true })
  const [first] = tokens
  if (isReplaced && first) registry.tokens.save({ ...first, value: newToken(), isRevoked: false })
}

/** The callback as one sets it in the dashboard: the product must echo the challenge first. */
async function changeApp({ registry }: WhatsApp, app: App, body: unknown): Promise<App> {
  const fields = new Fields(body)
  app.version = fields.optionalText('version') ?? app.version
  if (fields.has('escapesSlashes')) app.escapesSlashes = fields.flag('escapesSlashes')
  app.batch = fields.optionalNumber('batch') ?? app.batch
  app.secret = fields.optionalText('secret') ?? app.secret
  const url = fields.optionalText('callbackUrl')
  if (url !== undefined) {
    const verifyToken = fields.text('verifyToken')
    await shakeHands(url, verifyToken).catch((error: Error) => {
      throw error instanceof GraphError ? new ControlError(409, error.message) : error
    })
    const wanted = fields.list('fields').map(String)
    app.callback = { url, verifyToken, fields: wanted.length > 0 ? wanted : FIELDS }
  }
  return registry.apps.save(app)
}

const newId = () => `1${String(randomInt(10 ** 12, 10 ** 13))}${randomInt(10, 100)}`
const newToken = () => `EAA${randomBytes(60).toString('base64url')}`
