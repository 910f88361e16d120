import type { Permission, Role, Scope } from '@otklik/protocol'
import type { FastifyRequest } from 'fastify'

import type { App } from './app.ts'
import { Refusal } from './refusal.ts'

/**
 * Who may call a route. `webhook` is for platforms, which prove themselves by a secret of their own;
 * `health` for whoever watches the process; `page` for what a browser opens before anybody signs in;
 * `installation` for whoever looks after the installation itself, whatever their role in a company;
 * `bot` for programs that are bots, which bring the key of one; `signed-link` for customers, whose
 * proof is the address itself; `site` for the pages of companies' own sites, which come from another
 * origin, without a cookie and many from one network: such a route asks for the origin and counts
 * by limits of its own; `visitor` for the panel that such pages have in a frame, whose proof is the
 * token of the visit.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | 'webhook'
  | 'health'
  | 'page'
  | 'installation'
  | 'bot'
  | 'signed-link'
  | 'site'
  | 'visitor'
  | { permission: Permission }

/** A signed-in user in one account. */
export interface Caller {
  userId: string
  accountId: string
  operatorId: string
  role: Role
  /** The account can be looked at, not worked in. */
  isSuspended: boolean
  ownsInstallation: boolean
  scope: Scope
  /** The operators and teams whose conversations they see; of no concern where they see all. */
  seesOf: readonly string[]
  /** Names the session without opening it. */
  sessionId: string
  /** Their company's own provider let them in: into this company, and nowhere else. */
  onlyAccount: boolean
  /** Their company wants a second factor, its grace is over, and they have none. */
  mustProtect: boolean
  /** They are a program: it does what it does in the name of the operator above. */
  key?: { id: string; name: string; perMinute: number }
  /** Names all of it: somebody of another role, scope or team holds another view of the account. */
  viewId: string
  /** Of a session: changes with whatever of this may change. */
  stamp?: string
  can(permission: Permission): boolean
  /** Whether a conversation that concerns these operators and teams is theirs to see. */
  sees(concerns: readonly string[]): boolean
}

/** A program that acts as one bot of one account. */
export interface BotCaller {
  accountId: string
  botId: string
  isSuspended: boolean
}

/** Names the company a request was made for; requests without it are for the session's. */
const COMPANY_HEADER = 'otklik-company'

/** By the request's whole `Cookie` header; undefined when nobody is signed in. */
export type FindCaller = (cookieHeader: string | undefined) => Promise<Caller | undefined>

/** Whose socket is open, and by which `Cookie` header it was opened. */
export interface HeldSession {
  cookie: string | undefined
  caller: Pick<Caller, 'stamp'>
}

/** By the key of a program, as it came; undefined for one that opens nothing. */
export type FindKey = (key: string) => Promise<Caller | undefined>

/** By the key that came as `Authorization: Bearer`; undefined for one that opens nothing. */
export type FindBot = (key: string) => Promise<BotCaller | undefined>

export interface DeclaredRoute {
  method: string
  url: string
  access: Access
  /** Whether a program may call it with a key of the company. */
  byKey: boolean
  /** What it takes and answers, as it was declared. */
  schema: { body?: unknown; response?: unknown }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access: Access
    /**
     * Whether a key of a program is enough. Where it is not said: wherever a permission decides, which
     * a key has or has not, and nowhere else.
     */
    byKey?: boolean
    /** Allowed in a suspended account too. */
    whenSuspended?: boolean
    /** Allowed to somebody who still has to set up a second factor. */
    whenUnprotected?: boolean
  }
  interface FastifyRequest {
    /** Throws where nobody is signed in, so that no handler forgets to ask. */
    readonly caller: Caller
    knownCaller: Caller | undefined
    /** Throws where no bot calls. */
    readonly bot: BotCaller
    knownBot: BotCaller | undefined
  }
  interface FastifyInstance {
    declaredRoutes: DeclaredRoute[]
  }
}

/** Makes every route say who may call it, and asks every request whether it may. */
export function guardRoutes(
  app: App,
  { findCaller, findBot, findKey }: { findCaller: FindCaller; findBot: FindBot; findKey: FindKey },
): void {
  app.decorate('declaredRoutes', [])
  app.decorateRequest('knownBot', undefined)
  app.decorateRequest('bot', {
    getter(this: FastifyRequest) {
      if (this.knownBot) return this.knownBot
      throw new Refusal('wrong-key')
    },
  })
  app.decorateRequest('knownCaller', undefined)
  app.decorateRequest('caller', {
    getter(this: FastifyRequest) {
      if (this.knownCaller) return this.knownCaller
      throw new Refusal('signed-out')
    },
  })
  app.addHook('onRoute', ({ method, url, config, schema = {} }) => {
    for (const each of [method].flat()) {
      if (!config?.access) throw new Error(`${each} ${url} does not say who may call it.`)
      const { access } = config
      app.declaredRoutes.push({ method: each, url, access, byKey: isByKey(config), schema })
    }
  })
  app.addHook('onRequest', async (request) => {
    if (request.is404) return
    const { access, whenSuspended = false, whenUnprotected = false } = request.routeOptions.config
    if (isOpen(access)) return
    if (access === 'bot') {
      request.knownBot = await letInBot(request, findBot)
      return
    }
    const caller = await findWhoever(request, { findCaller, findKey })
    refuseOtherCompany(request, caller)
    if (caller.mustProtect && !whenUnprotected) throw new Refusal('second-factor-needed')
    if (typeof access === 'object') requirePermission(caller, access.permission)
    if (access === 'installation' && !caller.ownsInstallation) throw new Refusal('forbidden')
    if (caller.isSuspended && !isSafe(request.method) && !whenSuspended) {
      throw new Refusal('suspended')
    }
    request.knownCaller = caller
  })
}

/** Somebody's session, or a key that acts for somebody. */
async function findWhoever(
  { headers, routeOptions: { config } }: FastifyRequest,
  { findCaller, findKey }: { findCaller: FindCaller; findKey: FindKey },
): Promise<Caller> {
  const isProgram = /^Bearer /i.test(headers.authorization ?? '')
  if (!isProgram) {
    const caller = await findCaller(headers.cookie)
    if (!caller) throw new Refusal('signed-out')
    return caller
  }
  const key = bearerOf(headers.authorization)
  const caller = key && (await findKey(key))
  if (!caller) throw new Refusal('wrong-key')
  if (!isByKey(config)) throw new Refusal('key-not-allowed')
  return caller
}

const isByKey = ({ access, byKey }: { access: Access; byKey?: boolean }): boolean =>
  byKey ?? typeof access === 'object'

const bearerOf = (header = ''): string | undefined => /^Bearer ([\w-]{1,200})$/i.exec(header)?.[1]

async function letInBot({ headers, method }: FastifyRequest, findBot: FindBot): Promise<BotCaller> {
  const key = bearerOf(headers.authorization)
  const bot = key && (await findBot(key))
  if (!bot) throw new Refusal('wrong-key')
  if (bot.isSuspended && !isSafe(method)) throw new Refusal('suspended')
  return bot
}

/**
 * Tabs of a browser share a session, and somebody may go to another company in one of them: what
 * was made for the company on the screen must not land in the other.
 */
function refuseOtherCompany({ headers }: FastifyRequest, { accountId }: Caller): void {
  const made = headers[COMPANY_HEADER]
  if (made !== undefined && made !== accountId) throw new Refusal('other-company')
}

/** Whether it lets in whoever is not signed in. */
export function isOpen(access: Access): boolean {
  return typeof access === 'string' && !['signed-in', 'installation', 'bot'].includes(access)
}

/** For what a route's declaration cannot know: a note and a message are sent to one address. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (!caller.can(permission)) throw new Refusal('forbidden')
}

export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}
