import { randomBytes, randomInt } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { digitsOf } from '../whatsapp-network/phones.ts'
import { callBack } from './callbacks.ts'
import type { Edna } from './edna.ts'
import { changeMatcher, createMatcher, wireMatcher } from './matchers.ts'
import type { Matcher, Subject } from './model.ts'
import { AUTHS, CATEGORIES } from './model.ts'

type Request = FastifyRequest<{ Params: { line: string; matcher: string } }>

/** Subjects, keys and templates: edna's own people, and WhatsApp's moderators. */
export function addEdnaControl(app: FastifyInstance, edna: Edna): void {
  const { registry } = edna
  const subjectOf = (request: Request) =>
    getOr404(registry.subjects.find(request.params.line), 'subject')
  app.get('/subjects', () => registry.subjects.list().map((subject) => view(edna, subject)))
  app.post('/subjects', (request) => view(edna, ensureSubject(edna, new Fields(request.body))))
  app.get('/subjects/:line', (request: Request) => view(edna, subjectOf(request)))
  app.patch('/subjects/:line', (request: Request) => {
    const subject = subjectOf(request)
    const fields = new Fields(request.body)
    applySettings(subject, fields)
    registry.subjects.save(subject)
    const balance = fields.optionalNumber('balance')
    const account = registry.accounts.find(subject.account)
    if (account && balance !== undefined) registry.accounts.save({ ...account, balance })
    return view(edna, subject)
  })
  app.post('/subjects/:line/revoke', (request: Request) => {
    const subject = subjectOf(request)
    const account = registry.accounts.find(subject.account)
    if (account) registry.accounts.save({ ...account, isRevoked: true })
    return view(edna, subject)
  })
  app.post('/subjects/:line/updates', (request: Request, reply) => {
    const fields = new Fields(request.body)
    const raw = fields.raw('body')
    const body = typeof raw === 'object' && raw !== null ? raw : { type: 'nobody_knows_this' }
    callBack(edna.courier, subjectOf(request), { to: 'inMessageCallbackUrl', kind: 'raw', body })
    return reply.code(204).send()
  })
  app.post('/subjects/:line/templates', (request: Request) =>
    wireMatcher(ensureApproved(edna, subjectOf(request), request.body)),
  )
  addModeration(app, edna)
}

/** A template that moderators have let pass before; the same name and language give the same. */
function ensureApproved(edna: Edna, subject: Subject, body: unknown): Matcher {
  const fields = new Fields(body)
  const [name, language] = [fields.text('name'), fields.text('language')]
  const known = edna.registry
    .matchersOf(subject)
    .find((one) => one.name === name && one.language === language)
  if (known) return known
  const messageMatcher = { type: 'OPERATOR', ...(body as object) }
  const subjectIds = [Number(subject.id)]
  const made = createMatcher(edna, [subject], { messageMatcher, subjectIds })
  return changeMatcher(edna, made, { status: 'APPROVED' })
}

const ACTS: Record<string, (fields: Fields) => Partial<Matcher>> = {
  approve: () => ({ status: 'APPROVED' }),
  reject: (fields) => ({ status: 'REJECTED', reason: fields.optionalText('reason') ?? '' }),
  pause: () => ({ status: 'PAUSED' }),
  disable: () => ({ status: 'DISABLED' }),
  lock: () => ({ isLocked: true }),
  unlock: () => ({ isLocked: false }),
  category: (fields) => {
    const category = CATEGORIES.find((known) => known === fields.text('category'))
    if (!category) throw new ControlError(400, `"category" must be one of ${CATEGORIES.join(', ')}`)
    return { category }
  },
}

function addModeration(app: FastifyInstance, edna: Edna): void {
  app.get('/templates', () => edna.registry.matchers.list().map(wireMatcher))
  for (const [name, act] of Object.entries(ACTS))
    app.post(`/templates/:matcher/${name}`, (request: Request) => {
      const matcher = getOr404(edna.registry.matchers.find(request.params.matcher), 'template')
      return wireMatcher(changeMatcher(edna, matcher, act(new Fields(request.body))))
    })
}

/** Makes a subject, and an account for its key; the same subject gives the same. */
function ensureSubject({ registry, network }: Edna, fields: Fields): Subject {
  const count = registry.subjects.list().length
  const name = fields.optionalText('subject') ?? `subject_${count + 1}_WA`
  const known = registry.subjects.list().find(({ subject }) => subject === name)
  if (known) return known
  const key = fields.optionalText('token') ?? randomBytes(16).toString('hex')
  if (!registry.accounts.find(key))
    registry.accounts.save({
      key,
      isRevoked: false,
      balance: fields.optionalNumber('balance') ?? 1e9,
    })
  const subject: Subject = {
    id: fields.optionalText('id') ?? String(345 + count),
    name: fields.optionalText('name') ?? name,
    phone: digitsOf(fields.optionalText('phone') ?? `7495${randomInt(10 ** 6, 10 ** 7)}`),
    ...{ subject: name, account: key, isActive: true, cascadeId: 11 + count, callbacks: {} },
    ...{ auth: 'none', webhookKey: randomBytes(12).toString('hex'), sendsArrays: false },
    ...{ refusesLate: false, hidesRequestIds: false, allowsLocalCallbacks: true, isLegacy: false },
  }
  applySettings(subject, fields)
  registry.subjects.save(subject)
  network.live.touch('edna/people')
  return subject
}

const FLAGS = [
  'isActive',
  'sendsArrays',
  'refusesLate',
  'hidesRequestIds',
  'allowsLocalCallbacks',
  'isLegacy',
  'takesRepeats',
] as const

function applySettings(subject: Subject, fields: Fields): void {
  subject.name = fields.optionalText('name') ?? subject.name
  for (const name of FLAGS) if (fields.has(name)) subject[name] = fields.flag(name)
  subject.cascadeId = fields.optionalNumber('cascadeId') ?? subject.cascadeId
  subject.webhookKey = fields.optionalText('webhookKey') ?? subject.webhookKey
  const click = fields.optionalText('clickCallbackUrl')
  if (click !== undefined) subject.clickCallbackUrl = click
  const auth = fields.optionalText('auth')
  if (auth === undefined) return
  const found = AUTHS.find((one) => one === auth)
  if (!found) throw new ControlError(400, `"auth" must be one of ${AUTHS.join(', ')}`)
  subject.auth = found
}

function view({ registry, courier }: Edna, subject: Subject) {
  const account = registry.accounts.find(subject.account)
  const pending = courier
    .list(subject.id)
    .filter(({ acknowledgedAt, droppedAs }) => acknowledgedAt === undefined && !droppedAs)
  return {
    ...subject,
    subjectId: Number(subject.id),
    token: account?.isRevoked ? null : subject.account,
    balance: account?.balance ?? 0,
    pendingUpdates: pending.length,
  }
}
