import { ApiError, isInvalid } from '../api-error.ts'
import type { AdminLevel, Community, Token, TokenKind } from '../model.ts'
import type { Params } from '../params.ts'
import type { Vk } from '../vk.ts'

export interface Call {
  vk: Vk
  /** In lower case: as it is looked up by faults. */
  method: string
  params: Params
  token: Token
  /** Set by a fault: the message is accepted, and the person never sees it. */
  isDropped: boolean
}

export interface Method {
  name: string
  /** Whose keys it takes. */
  kinds: TokenKind[]
  /** The right a key must have; other kinds of key are judged by the method itself. */
  right?: string
  /** The right a person's key must have. */
  userRight?: string
  run(call: Call): unknown
}

export const COMMUNITY: TokenKind[] = ['community']
export const USER: TokenKind[] = ['user']
export const ANY: TokenKind[] = ['community', 'user', 'service']

/** The community a call is about: the key's own, or the one a person with a level there names. */
export function communityOf({ vk, token, params }: Call, level: AdminLevel = 3): Community {
  if (token.kind === 'community') {
    const own = vk.world.communities.get(token.communityId!)!
    if (params.has('group_id') && params.integer('group_id') !== own.id) throw new ApiError(15)
    return own
  }
  const community = vk.world.communities.get(params.integer('group_id'))
  if (!community) throw new ApiError(125)
  checkLevel(token, community, level)
  return community
}

export function checkLevel({ userId }: Token, community: Community, level: AdminLevel): void {
  if ((community.admins[userId ?? 0] ?? 0) < level) throw new ApiError(15)
}

/** `owner_id` names a community by its negative id. */
export function ownerOf({ vk, params }: Call): Community {
  const ownerId = params.integer('owner_id')
  const community = vk.world.communities.get(-ownerId)
  if (!community) throw isInvalid('owner_id is invalid')
  return community
}

export function readCount({ params }: Call, max: number, fallback: number): number {
  const count = params.integer('count', fallback)
  if (count < 0 || count > max) throw isInvalid(`count should be positive and at most ${max}`)
  return count
}

export function findByName({ world }: Vk, name: string): { type: string; id: number } | undefined {
  for (const { id, screenName } of world.communities.values())
    if (name === screenName || name === `club${id}` || name === `public${id}`)
      return { type: 'group', id }
  for (const { id, screenName } of world.users.values())
    if (name === screenName || name === `id${id}`) return { type: 'user', id }
  return undefined
}

/** Whether a key may be used for a method at all. */
export function checkRights({ kinds, right, userRight }: Method, token: Token): void {
  if (!kinds.includes(token.kind)) {
    if (token.kind === 'community') throw new ApiError(27)
    if (token.kind === 'service') throw new ApiError(28)
    throw new ApiError(15)
  }
  const needed = token.kind === 'community' ? right : token.kind === 'user' ? userRight : undefined
  if (needed && !token.rights.includes(needed)) throw new ApiError(7)
}
