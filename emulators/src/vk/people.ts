import { ControlError, type Fields, getOr404 } from '../fields.ts'
import { RIGHTS } from './methods/groups.ts'
import type { AdminLevel, App, Community, Place, PlaceKind, Token, User } from './model.ts'
import { makeGroupToken } from './oauth.ts'
import type { Vk } from './vk.ts'
import { hex } from './world.ts'

const FIRST_USER = 210_700_286
const FIRST_COMMUNITY = 225_000_001
const FIRST_APP = 51_700_001
const FIRST_PLACE = 5_500_123

export function createUser(vk: Vk, fields: Fields): User {
  const { world } = vk
  const id = fields.optionalNumber('id') ?? freeId(world.users, FIRST_USER)
  const known = world.users.get(id)
  if (known) return known
  const communityId = fields.optionalNumber('community')
  const user: User = {
    id,
    firstName: fields.text('firstName'),
    lastName: fields.optionalText('lastName') ?? '',
    screenName: fields.optionalText('screenName') ?? `id${id}`,
    isOffline: false,
    isPrivate: fields.flag('isPrivate'),
    hasPhone: fields.has('hasPhone') ? fields.flag('hasPhone') : true,
    ...(communityId !== undefined && { communityId }),
  }
  world.saveUser(user)
  vk.live.touch('vk/people')
  return user
}

/** With a key of every right, an administrator of nobody, and things to comment on. */
export function createCommunity(vk: Vk, fields: Fields): Community {
  const { world } = vk
  const id = fields.optionalNumber('id') ?? freeId(world.communities, FIRST_COMMUNITY)
  const known = world.communities.get(id)
  if (known) return known
  const community: Community = {
    id,
    name: fields.text('name'),
    screenName: fields.optionalText('screenName') ?? `club${id}`,
    type: 'page',
    admins: {},
    settings: {
      messages: true,
      bots_capabilities: true,
      bots_start_button: true,
      bots_add_to_chat: false,
    },
    banned: [],
    limitsRate: true,
    allowsMarketComments: false,
    confirmationCode: hex(4),
    lastMessageId: 0,
    lastServerId: 0,
    longPoll: { isEnabled: false, apiVersion: '5.199', events: {}, key: hex(20), ts: 1 },
    servers: [],
  }
  applySettings(community, fields)
  world.saveCommunity(community)
  const rights = fields.has('rights') ? fields.list('rights').map(String) : Object.keys(RIGHTS)
  const { value } = makeGroupToken(vk, id, rights)
  const token = fields.optionalText('token')
  if (token) renameToken(vk, value, token)
  for (const [kind, title] of FIRST_PLACES) createPlace(vk, community, { kind, title })
  vk.live.touch('vk/people')
  return community
}

const FIRST_PLACES: [PlaceKind, string][] = [
  ['market', 'Диван «Осло»'],
  ['wall', 'Новинки этой недели'],
  ['photo', 'Шоурум'],
  ['video', 'Как собрать стеллаж'],
  ['board', 'Гарантия'],
]

function renameToken({ world }: Vk, from: string, value: string): void {
  const token = world.tokens.get(from)!
  token.isRevoked = true
  world.saveToken({ ...token, value, isRevoked: false })
}

const FLAGS = ['messages', 'bots_capabilities', 'bots_start_button', 'bots_add_to_chat'] as const

/** `admins` is `{"<user>": 1 | 2 | 3}`; a level of 0 takes it away. */
export function applySettings(community: Community, fields: Fields): void {
  for (const name of FLAGS) if (fields.has(name)) community.settings[name] = fields.flag(name)
  for (const name of ['limitsRate', 'allowsMarketComments'] as const)
    if (fields.has(name)) community[name] = fields.flag(name)
  community.name = fields.optionalText('name') ?? community.name
  community.screenName = fields.optionalText('screenName') ?? community.screenName
  if (fields.has('banned')) community.banned = fields.list('banned').map(Number)
  for (const [user, level] of Object.entries((fields.raw('admins') ?? {}) as object)) {
    if (![0, 1, 2, 3].includes(level as number))
      throw new ControlError(400, 'a level is 0, 1, 2 or 3')
    if (level === 0) delete community.admins[Number(user)]
    else community.admins[Number(user)] = level as AdminLevel
  }
}

export function createPlace(
  vk: Vk,
  community: Community,
  { kind, title, price = 45_900 }: { kind: PlaceKind; title: string; price?: number | undefined },
): Place {
  const place: Place = {
    kind,
    communityId: community.id,
    id: FIRST_PLACE + vk.world.places.size,
    title,
    areCommentsClosed: false,
    at: vk.clock.now(),
    ...(kind === 'market' && { price }),
  }
  vk.world.savePlace(place)
  vk.live.touch(`vk/comments/${community.id}`)
  return place
}

export function createApp(vk: Vk, fields: Fields): App {
  const id = fields.optionalNumber('id') ?? freeId(vk.world.apps, FIRST_APP)
  const scopes = ['vkid.personal_info', 'groups', 'wall', 'market', 'photos', 'video', 'offline']
  const app: App = {
    id,
    name: fields.optionalText('name') ?? 'Отклик',
    secret: fields.optionalText('secret') ?? hex(10),
    redirects: fields.list('redirects').map(String),
    scopes: fields.has('scopes') ? fields.list('scopes').map(String) : scopes,
    isDisabled: fields.flag('isDisabled'),
  }
  vk.world.saveApp(app)
  return app
}

/** A key of a person, or of the app itself: what people and apps get by other ways than OAuth. */
export function createToken(vk: Vk, fields: Fields): Token {
  const kind = fields.text('kind')
  if (kind !== 'user' && kind !== 'service' && kind !== 'community')
    throw new ControlError(400, '"kind" must be community, user or service')
  const rights = fields.list('rights').map(String)
  if (kind === 'community') {
    const id = fields.number('community')
    getOr404(vk.world.communities.get(id), 'community')
    return makeGroupToken(vk, id, rights)
  }
  const token: Token = { value: `vk1.a.${hex(40)}`, kind, rights, isRevoked: false }
  if (kind === 'user') {
    token.userId = fields.number('user')
    getOr404(vk.world.users.get(token.userId), 'user')
  }
  vk.world.saveToken(token)
  return token
}

export function findCommunityToken({ world }: Vk, communityId: number): Token | undefined {
  return [...world.tokens.values()].findLast(
    (token) => token.communityId === communityId && !token.isRevoked,
  )
}

/** Ids are never given twice, so the next is beside the last of those we gave. */
function freeId(taken: Map<number, unknown>, first: number): number {
  let id = first + taken.size
  while (taken.has(id)) id++
  return id
}
