import { ApiError, isInvalid } from '../api-error.ts'
import { EVENT_NAMES } from '../event-names.ts'
import type { CallbackServer, Community, Flags } from '../model.ts'
import { wireServer } from '../wire.ts'
import { hex } from '../world.ts'
import { type Call, communityOf, type Method } from './call.ts'

const MAX_SERVERS = 10
const MAX_TITLE = 14
const MAX_SECRET = 50
const VERSION = '5.199'

const kinds: Method['kinds'] = ['community', 'user']
const manages = (name: string, run: Method['run']): Method => ({
  name,
  kinds,
  right: 'manage',
  run,
})

export const callbackMethods: Method[] = [
  manages('groups.getCallbackConfirmationCode', (call) => ({
    code: managedBy(call).confirmationCode,
  })),
  manages('groups.getCallbackServers', getServers),
  manages('groups.addCallbackServer', addServer),
  manages('groups.editCallbackServer', editServer),
  manages('groups.deleteCallbackServer', deleteServer),
  manages('groups.getCallbackSettings', getSettings),
  manages('groups.setCallbackSettings', setSettings),
  manages('groups.getLongPollServer', getPoll),
  manages('groups.getLongPollSettings', getPollSettings),
  manages('groups.setLongPollSettings', setPollSettings),
]

/** All of these want `group_id`, even with the key of that very community. */
function managedBy(call: Call): Community {
  call.params.integer('group_id')
  return communityOf(call)
}

function getServers(call: Call): unknown {
  const wanted = call.params.integers('server_ids')
  const items = managedBy(call)
    .servers.filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    .map(wireServer)
  return { count: items.length, items }
}

function addServer(call: Call): unknown {
  const { vk, token } = call
  const community = managedBy(call)
  if (community.servers.length >= MAX_SERVERS) throw new ApiError(2000)
  const server: CallbackServer = {
    id: ++community.lastServerId,
    creatorId: token.userId ?? Number(Object.keys(community.admins)[0] ?? 0),
    status: 'unconfigured',
    apiVersion: VERSION,
    events: {},
    failures: 0,
    ...readServer(call),
  }
  community.servers.push(server)
  vk.world.saveCommunity(community)
  void vk.events.courier.confirm(community, server).then(() => rotateCode(call, community))
  return { server_id: server.id }
}

function readServer({ params }: Call): Pick<CallbackServer, 'title' | 'url' | 'secretKey'> {
  const [url, title, secretKey] = ['url', 'title', 'secret_key'].map((name) => params.text(name))
  if (!URL.canParse(url!) || !/^https?:/.test(url!)) throw isInvalid('url is invalid')
  if (title === '' || title!.length > MAX_TITLE)
    throw isInvalid(`title should be less or equal than ${MAX_TITLE} letters length`)
  if (secretKey!.length > MAX_SECRET)
    throw isInvalid(`secret_key should be less or equal than ${MAX_SECRET} letters length`)
  return { url: url!, title: title!, secretKey: secretKey! }
}

/** The code changes after servers and settings have: whoever keeps the old one answers wrongly. */
function rotateCode({ vk }: Call, community: Community): void {
  community.confirmationCode = hex(4)
  vk.world.saveCommunity(community)
}

function editServer(call: Call): unknown {
  const { vk } = call
  const community = managedBy(call)
  const server = serverOf(call, community)
  Object.assign(server, readServer(call))
  void vk.events.courier.confirm(community, server).then(() => rotateCode(call, community))
  return 1
}

function deleteServer(call: Call): unknown {
  const community = managedBy(call)
  const server = serverOf(call, community)
  community.servers = community.servers.filter((known) => known !== server)
  call.vk.events.courier.forget(server)
  call.vk.world.saveCommunity(community)
  return 1
}

function serverOf({ params }: Call, community: Community): CallbackServer {
  const id = params.integer('server_id')
  const server = community.servers.find((known) => known.id === id)
  if (!server) throw isInvalid('server_id is invalid')
  return server
}

function getSettings(call: Call): unknown {
  const { apiVersion, events } = serverOf(call, managedBy(call))
  return { api_version: apiVersion, events: allFlags(events) }
}

function setSettings(call: Call): unknown {
  const community = managedBy(call)
  const server = serverOf(call, community)
  Object.assign(server.events, readFlags(call))
  server.apiVersion = call.params.text('api_version') || server.apiVersion
  rotateCode(call, community)
  return 1
}

function readFlags({ params }: Call): Flags {
  const flags: Flags = {}
  for (const name of EVENT_NAMES) if (params.has(name)) flags[name] = params.flag(name) ? 1 : 0
  return flags
}

const allFlags = (events: Flags): Flags =>
  Object.fromEntries(EVENT_NAMES.map((name) => [name, events[name] ?? 0]))

function getPoll(call: Call): unknown {
  const { id, longPoll } = managedBy(call)
  if (!longPoll.isEnabled) throw isInvalid('longpoll for this group is not enabled')
  return { key: longPoll.key, server: `${call.vk.here}/lp/${id}`, ts: String(longPoll.ts) }
}

function getPollSettings(call: Call): unknown {
  const { isEnabled, apiVersion, events } = managedBy(call).longPoll
  return { is_enabled: isEnabled, api_version: apiVersion, events: allFlags(events) }
}

function setPollSettings(call: Call): unknown {
  const { vk, params } = call
  const community = managedBy(call)
  const { longPoll } = community
  if (params.has('enabled')) longPoll.isEnabled = params.flag('enabled')
  longPoll.apiVersion = params.text('api_version') || longPoll.apiVersion
  Object.assign(longPoll.events, readFlags(call))
  vk.world.saveCommunity(community)
  return 1
}
