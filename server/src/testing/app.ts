import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@otklik/protocol'
import type { LightMyRequestResponse } from 'fastify'

import { type AccessParts, hashPassword } from '../access/index.ts'
import { createAccount, joinAccount } from '../accounts/index.ts'
import { createServer, type Server } from '../app/index.ts'
import { readConfig } from '../config.ts'
import type { Database } from '../database/index.ts'
import { type App, createLog, type Limits } from '../http/index.ts'
import type { Letter } from '../lib/mail.ts'
import { markPresent } from '../operators/index.ts'
import { atEnd } from './at-end.ts'
import { VirtualClock } from './clock.ts'
import { createTestDatabase } from './database.ts'

export interface TestAppOptions {
  /** Added to an empty environment, as `PUBLIC_URL`. */
  environment?: Record<string, string>
  /** Letters are kept here instead of being sent; without it no mail can be sent. */
  letters?: Letter[]
  limits?: Limits
  /** Every line of the log, down to the last detail. */
  onLog?: (line: string) => void
  /** When it begins; otherwise on a Monday morning long ago. */
  startsAt?: number
  /** Where the widget was built. */
  widgetRoot?: string
  /** Starts what works without being asked: inbox, lanes, deadlines. */
  works?: boolean
}

type Body = Record<string, unknown>

/** Somebody's browser: keeps its cookie, sends what browsers send. */
export interface Browser {
  get(url: string): Promise<LightMyRequestResponse>
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: Body,
  ): Promise<LightMyRequestResponse>
  cookie: string
  /** What its reader has chosen. */
  language: 'ru' | 'en'
}

export interface Member {
  accountId: string
  userId: string
  operatorId: string
  email: string
  password: string
  browser: Browser
}

export interface TestApp extends AccessParts {
  app: App
  server: Server
  database: Database
  clock: VirtualClock
  browser(cookie?: string): Browser
  /** A new company with this person in it, already signed in. */
  signUp(role: Role, options?: { accountId?: string; isDemo?: boolean }): Promise<Member>
  /** The server stops and another one starts on what it left; browsers go on with that one. */
  restart(): Promise<Server>
  /** Their workplace is open from now on, without a socket that would have to stay. */
  goOnline(member: Member): Promise<void>
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-data-'))
  const config = readConfig({ DATA_DIR: dataDir, ...options.environment })
  const clock = new VirtualClock(options.startsAt)
  // Whatever it says there is a bug.
  const log = options.onLog ? createLog('debug', options.onLog) : createLog('error')
  const { letters } = options
  const open = async () => {
    const opened = await createServer({
      config,
      database,
      clock,
      log,
      ...(options.limits && { limits: options.limits }),
      ...(options.widgetRoot && { widgetRoot: options.widgetRoot }),
      mail: { canSend: letters !== undefined, send: async (letter) => void letters?.push(letter) },
    })
    await opened.app.ready()
    if (options.works) opened.start()
    return opened
  }
  const server = await open()
  let running = server
  const { app, parts } = server
  atEnd(async () => {
    await running.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const browser = (cookie = '') => openBrowser(() => running.app, cookie)
  return {
    ...parts,
    app,
    server,
    database,
    clock,
    browser,
    signUp: (role, given = {}) => signUp({ ...parts, browser }, role, given),
    async restart() {
      await running.stop()
      running = await open()
      return running
    },
    async goOnline({ accountId, operatorId }) {
      await markPresent(parts, accountId, [operatorId])
      await database.query(
        `update operators set online_until = '2999-01-01' where account_id = $1 and id = $2`,
        [accountId, operatorId],
      )
    },
  }
}

function openBrowser(app: () => App, cookie: string): Browser {
  const ask = async (method: 'GET' | Parameters<Browser['send']>[0], url: string, body?: Body) => {
    const answer = await app().inject({
      method,
      url,
      headers: {
        origin: 'http://localhost:80',
        'accept-language': opened.language,
        ...(opened.cookie && { cookie: opened.cookie }),
      },
      ...(body && { payload: body }),
    })
    const [set] = [answer.headers['set-cookie'] ?? []].flat()
    if (set) opened.cookie = set.split(';')[0] ?? ''
    return answer
  }
  const opened: Browser = { get: (url) => ask('GET', url), send: ask, cookie, language: 'ru' }
  return opened
}

const password = 'a long walk by the sea'
let passwordHash: Promise<string> | undefined
let count = 0

async function signUp(
  parts: AccessParts & { browser(): Browser },
  role: Role,
  given: { accountId?: string; isDemo?: boolean },
): Promise<Member> {
  passwordHash ??= hashPassword(password)
  const email = `${role}-${++count}@example.com`
  const person = { name: `Somebody ${count}`, email, role, passwordHash: await passwordHash }
  const { isDemo = false } = given
  const { database, clock } = parts
  const made = await database.transaction(async (client) => {
    if (given.accountId === undefined) {
      const name = `Company ${count}`
      const account = { name, isDemo, people: [person], everyoneMethod: 'manual' as const }
      return createAccount(client, account, clock.now())
    }
    const { accountId } = given
    return { accountId, userId: await joinAccount(client, { accountId, person, now: clock.now() }) }
  })
  // What an operator of less sight is shown is a matter of its own.
  const { rows } = await database.query<{ id: string }>(
    `update operators set scope = 'all' where account_id = $1 and user_id = $2 returning id`,
    [made.accountId, made.userId],
  )
  const browser = parts.browser()
  const token = await parts.sessions.start(database, made)
  browser.cookie = parts.cookie.write(token).split(';')[0] ?? ''
  return { ...made, operatorId: rows[0]!.id, email, password, browser }
}
