import { ApiError, isInvalid } from '../api-error.ts'
import type { Community } from '../model.ts'
import { wireCommunity } from '../wire.ts'
import {
  ANY,
  type Call,
  COMMUNITY,
  communityOf,
  findByName,
  type Method,
  readCount,
  USER,
} from './call.ts'

export const RIGHTS: Record<string, number> = {
  stories: 1,
  photos: 4,
  app_widget: 64,
  messages: 4096,
  wall: 8192,
  docs: 131_072,
  manage: 262_144,
  market: 134_217_728,
}

export const groupMethods: Method[] = [
  { name: 'groups.getById', kinds: ANY, run: getById },
  { name: 'groups.get', kinds: USER, userRight: 'groups', run: getOwn },
  { name: 'groups.getTokenPermissions', kinds: COMMUNITY, run: getPermissions },
  { name: 'groups.getSettings', kinds: USER, run: getSettings },
  { name: 'groups.setSettings', kinds: ['community', 'user'], right: 'manage', run: setSettings },
  { name: 'groups.isMember', kinds: ANY, run: isMember },
  { name: 'groups.getOnlineStatus', kinds: COMMUNITY, run: () => ({ status: 'none' }) },
  { name: 'utils.resolveScreenName', kinds: ANY, run: resolve },
]

function getById(call: Call): unknown {
  const { vk, params, token } = call
  const wanted = [...params.list('group_ids'), ...params.list('group_id')]
  if (wanted.length === 0 && token.kind !== 'community') throw isInvalid('group_ids is undefined')
  if (wanted.length > 500) throw isInvalid('group_ids must contain no more than 500 values')
  const ids = wanted.length === 0 ? [token.communityId!] : wanted.map((name) => toId(call, name))
  const groups = ids.map((id) => wireCommunity(vk.world.communities.get(id)!))
  const [, minor = 0] = params.text('v').split('.').map(Number)
  return minor < 130 ? groups : { groups, profiles: [] }
}

function toId({ vk }: Call, name: string): number {
  const id = /^\d+$/.test(name) ? Number(name) : findByName(vk, name)?.id
  if (id === undefined || !vk.world.communities.has(id)) throw new ApiError(125)
  return id
}

/** `filter`: administrators only, editors and above, moderators and above. */
const LEVELS: Record<string, number> = { admin: 3, editor: 2, moder: 1 }

function getOwn(call: Call): unknown {
  const { vk, params, token } = call
  const filters = params.list('filter')
  const least = Math.min(...filters.map((name) => LEVELS[name] ?? 4), filters.length ? 4 : 1)
  const levelIn = ({ admins }: Community) => admins[token.userId!] ?? 0
  const own = [...vk.world.communities.values()].filter((one) => levelIn(one) >= least)
  const offset = params.integer('offset', 0)
  const items = own.slice(offset, offset + readCount(call, 1000, 100))
  if (!params.flag('extended')) return { count: own.length, items: items.map(({ id }) => id) }
  return {
    count: own.length,
    items: items.map((one) => ({
      ...wireCommunity(one),
      ...{ is_admin: 1, admin_level: levelIn(one), is_member: 1, is_advertiser: 1 },
    })),
  }
}

function getPermissions({ token }: Call): unknown {
  const permissions = Object.entries(RIGHTS)
    .filter(([name]) => token.rights.includes(name))
    .map(([name, setting]) => ({ name, setting }))
  return { mask: permissions.reduce((mask, { setting }) => mask + setting, 0), permissions }
}

const SETTINGS = ['messages', 'bots_capabilities', 'bots_start_button', 'bots_add_to_chat'] as const

function getSettings(call: Call): unknown {
  const { name, screenName, settings } = communityOf(call)
  const numbers = Object.fromEntries(SETTINGS.map((one) => [one, settings[one] ? 1 : 0]))
  return { title: name, address: screenName, ...numbers }
}

function setSettings(call: Call): unknown {
  const { vk, params } = call
  params.integer('group_id')
  const community = communityOf(call)
  for (const name of SETTINGS) if (params.has(name)) community.settings[name] = params.flag(name)
  vk.world.saveCommunity(community)
  vk.live.touch('vk/people')
  for (const dialog of vk.world.dialogs(community.id)) vk.touch(dialog)
  return 1
}

function isMember({ vk, params }: Call): unknown {
  if (!vk.world.users.has(params.integer('user_id'))) throw new ApiError(113)
  return 0
}

function resolve({ vk, params }: Call): unknown {
  const found = findByName(vk, params.text('screen_name'))
  return found ? { type: found.type, object_id: found.id } : []
}
