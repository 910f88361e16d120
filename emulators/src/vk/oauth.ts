import { createHash } from 'node:crypto'
import type { App, Token, User } from './model.ts'
import type { Vk } from './vk.ts'
import { hex } from './world.ts'

const CODE_LIVES_MS = 3600_000
const ACCESS_LIVES_MS = 3600_000
const CLASSIC_LIVES_MS = 24 * 3600_000
const REFRESH_LIVES_MS = 180 * 24 * 3600_000

/** A request to be let in that makes sense; what does not is told to the person, not to the app. */
export interface Authorization {
  app: App
  redirectUri: string
  state: string
  scopes: string[]
  /** The key is asked for these communities, not for the person. */
  groupIds: number[]
  /** VK ID: the challenge the code can be changed against. */
  challenge?: string
}

export type Query = Record<string, string | undefined>

/** Bits of the mask a scope may be written as. */
const BITS: Record<string, number> = {
  photos: 4,
  video: 16,
  stories: 64,
  messages: 4096,
  wall: 8192,
  offline: 65_536,
  docs: 131_072,
  groups: 262_144,
  market: 134_217_728,
}
const GROUP_BITS: Record<string, number> = { ...BITS, stories: 1, app_widget: 64, manage: 262_144 }

export function readAuthorization(vk: Vk, query: Query): Authorization | { problem: string } {
  const app = vk.world.apps.get(Number(query.client_id))
  if (!app) return { problem: 'client_id is incorrect' }
  if (app.isDisabled) return { problem: 'application is disabled' }
  if (!query.redirect_uri || !app.redirects.includes(query.redirect_uri))
    return {
      problem: 'redirect_uri is incorrect, check application redirect uri in the settings page',
    }
  if (query.response_type !== 'code') return { problem: 'response_type should be code' }
  const groupIds = (query.group_ids ?? '').split(',').filter(Boolean).map(Number)
  if (groupIds.some((id) => !vk.world.communities.has(id)))
    return { problem: 'group_ids is incorrect' }
  const { code_challenge: challenge } = query
  if (challenge !== undefined) {
    const problem = findPkceProblem(query)
    if (problem) return { problem }
  }
  const scopes = readScopes(query.scope ?? '', groupIds.length > 0 ? GROUP_BITS : BITS)
  return {
    app,
    redirectUri: query.redirect_uri,
    state: query.state ?? '',
    scopes,
    groupIds,
    ...(challenge !== undefined && { challenge }),
  }
}

function findPkceProblem({ code_challenge, code_challenge_method, state }: Query) {
  if (!/^[\w-]{43}$/.test(code_challenge ?? '')) return 'code_challenge is incorrect'
  if (code_challenge_method?.toLowerCase() !== 's256') return 'code_challenge_method should be s256'
  return state ? undefined : 'state is required'
}

function readScopes(text: string, bits: Record<string, number>): string[] {
  if (!/^\d+$/.test(text)) return text.split(/[,\s]+/).filter(Boolean)
  return Object.keys(bits).filter((name) => (Number(text) & bits[name]!) !== 0)
}

/** Where the person's yes or no leads. */
export function decide(vk: Vk, wanted: Authorization, user: User | undefined): string {
  const url = new URL(wanted.redirectUri)
  const answer = user ? allow(vk, wanted, user) : REFUSED
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
  if (wanted.state !== '') url.searchParams.set('state', wanted.state)
  return url.toString()
}

const REFUSED: Record<string, string> = {
  error: 'access_denied',
  error_reason: 'user_denied',
  error_description: 'User denied your request',
}

interface Grant {
  appId: number
  userId: number
  redirectUri: string
  scopes: string[]
  groupIds: number[]
  challenge?: string
  deviceId?: string
}

function allow(vk: Vk, wanted: Authorization, user: User): Record<string, string> {
  const { app, redirectUri, scopes, groupIds, challenge } = wanted
  const isVkId = challenge !== undefined
  const deviceId = isVkId ? hex(32) : undefined
  const grant: Grant = {
    appId: app.id,
    userId: user.id,
    redirectUri,
    // VK ID grants what the app was given by the platform's support, whatever it asks for.
    scopes: isVkId ? scopes.filter((name) => app.scopes.includes(name)) : scopes,
    groupIds,
    ...(isVkId && { challenge, deviceId: deviceId! }),
  }
  const code = vk.tickets.give('code', grant, CODE_LIVES_MS)
  if (!isVkId) return { code }
  return { code, device_id: deviceId!, expires_in: '600', type: 'code_v2' }
}

/** Communities the person is no administrator of: no key is given for any then. */
export function listForbidden(vk: Vk, { groupIds }: Authorization, user: User): string[] {
  return groupIds
    .map((id) => vk.world.communities.get(id)!)
    .filter(({ admins }) => admins[user.id] !== 3)
    .map(({ name }) => name)
}

export interface OauthAnswer {
  status: number
  body: Record<string, unknown>
}

const refuse = (status: number, error: string, description: string): OauthAnswer => ({
  status,
  body: { error, error_description: description },
})

/** Classic: a code for the key of the person, or of the communities that were asked for. */
export function exchange(vk: Vk, query: Query): OauthAnswer {
  const app = vk.world.apps.get(Number(query.client_id))
  if (!app || app.secret !== query.client_secret)
    return refuse(401, 'invalid_client', 'client_secret is incorrect')
  const grant = vk.tickets.take<Grant>('code', query.code ?? '')
  if (!grant || grant.appId !== app.id || grant.challenge !== undefined)
    return refuse(401, 'invalid_grant', 'Code is invalid or expired.')
  if (grant.redirectUri !== query.redirect_uri)
    return refuse(401, 'invalid_request', 'redirect_uri is incorrect')
  if (grant.groupIds.length > 0) return { status: 200, body: giveGroupKeys(vk, grant) }
  const expiresIn = grant.scopes.includes('offline') ? 0 : CLASSIC_LIVES_MS / 1000
  const { value } = makeUserToken(vk, grant, expiresIn * 1000)
  return {
    status: 200,
    body: { access_token: value, expires_in: expiresIn, user_id: grant.userId },
  }
}

function giveGroupKeys(vk: Vk, { groupIds, scopes, appId }: Grant): Record<string, unknown> {
  const groups = groupIds.map((groupId) => {
    const { value } = makeGroupToken(vk, groupId, scopes, appId)
    return { group_id: groupId, access_token: value }
  })
  return { groups, expires_in: 0 }
}

/** VK ID: the code, or the refresh token, for a key of the person. */
export function exchangeVkId(vk: Vk, query: Query): OauthAnswer {
  const app = vk.world.apps.get(Number(query.client_id))
  if (!app) return refuse(400, 'invalid_client', 'client_id is incorrect')
  const state = query.state ?? ''
  const grant = query.grant_type === 'refresh_token' ? takeRefresh(vk, query) : takeCode(vk, query)
  if (typeof grant === 'string') {
    const { status, body } = refuse(400, 'invalid_grant', grant)
    return { status, body: { ...body, state } }
  }
  const token = makeUserToken(vk, grant, ACCESS_LIVES_MS)
  return {
    status: 200,
    body: {
      refresh_token: `vk2.a.${vk.tickets.give('refresh', grant, REFRESH_LIVES_MS)}`,
      access_token: token.value,
      id_token: `${hex(12)}.${hex(12)}.${hex(12)}`,
      token_type: 'Bearer',
      expires_in: ACCESS_LIVES_MS / 1000,
      user_id: grant.userId,
      state,
      scope: grant.scopes.join(' '),
    },
  }
}

function takeCode(vk: Vk, query: Query): Grant | string {
  if (query.grant_type !== 'authorization_code') return 'grant_type is incorrect'
  const grant = vk.tickets.take<Grant>('code', query.code ?? '')
  if (grant?.appId !== Number(query.client_id) || grant.challenge === undefined)
    return 'code is invalid or expired'
  if (grant.redirectUri !== query.redirect_uri) return 'redirect_uri is incorrect'
  if (grant.deviceId !== query.device_id) return 'device_id is incorrect'
  const verifier = query.code_verifier ?? ''
  const hash = createHash('sha256').update(verifier).digest('base64url')
  const isVerified = /^[\w-]{43,128}$/.test(verifier) && hash === grant.challenge
  return isVerified ? grant : 'code_verifier is incorrect'
}

/** A refresh token dies when it is used: the answer brings the next. */
function takeRefresh(vk: Vk, query: Query): Grant | string {
  const name = (query.refresh_token ?? '').replace(/^vk2\.a\./, '')
  const grant = vk.tickets.look<Grant>('refresh', name)
  if (grant?.appId !== Number(query.client_id)) return 'refresh_token is invalid or expired'
  if (grant.deviceId !== query.device_id) return 'device_id is incorrect'
  vk.tickets.take('refresh', name)
  return grant
}

function makeUserToken(vk: Vk, { userId, appId, scopes }: Grant, livesMs: number): Token {
  const token: Token = {
    value: `vk1.a.${hex(40)}`,
    kind: 'user',
    userId,
    appId,
    rights: scopes,
    isRevoked: false,
    ...(livesMs > 0 && { expiresAt: vk.clock.now() + livesMs }),
  }
  vk.world.saveToken(token)
  return token
}

export function makeGroupToken(vk: Vk, communityId: number, rights: string[], appId?: number) {
  const token: Token = {
    value: `vk1.a.${hex(60)}`,
    kind: 'community',
    communityId,
    rights,
    isRevoked: false,
    ...(appId !== undefined && { appId }),
  }
  vk.world.saveToken(token)
  return token
}
