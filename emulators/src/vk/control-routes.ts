import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addFaultRoutes } from '../fault-book.ts'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import { deleteComment, toPlaceKind } from './comments.ts'
import { echo, post } from './dialogs.ts'
import type { Community, User } from './model.ts'
import { concludeFor } from './oauth-routes.ts'
import {
  applySettings,
  createApp,
  createCommunity,
  createPlace,
  createToken,
  createUser,
  findCommunityToken,
} from './people.ts'
import { setOffline, sit, writeText } from './person.ts'
import { sendFile } from './platform-routes.ts'
import { listSent, viewDialog, viewPlaces } from './view.ts'
import type { Vk } from './vk.ts'
import { emptyDialog } from './world.ts'

interface Params {
  community: string
  person: string
  chat: string
  file: string
  server: string
}
type Request = FastifyRequest<{ Params: Params; Querystring: Record<string, string> }>

/** Communities, people, keys, faults and ledgers; see the README of this package for all of it. */
export function addControlRoutes(app: FastifyInstance, vk: Vk): void {
  addCommunities(app, vk)
  addHappenings(app, vk)
  addPeople(app, vk)
  addKeys(app, vk)
  addLedgers(app, vk)
  addFaultRoutes(app, {
    path: '/communities/:community/faults',
    book: vk.faults,
    companyOf: (request) => String(communityOf(vk, request as Request).id),
  })
}

const fieldsOf = (request: Request) => new Fields(request.body)

const communityOf = ({ world }: Vk, { params }: Request): Community =>
  getOr404(world.communities.get(Number(params.community)), 'community')

const userOf = ({ world }: Vk, id: unknown): User => getOr404(world.users.get(Number(id)), 'person')

function addCommunities(app: FastifyInstance, vk: Vk): void {
  const view = (community: Community) => ({
    ...community,
    token: findCommunityToken(vk, community.id)?.value,
    pendingUpdates: vk.events.pending(community).length,
  })
  app.get('/communities', () => [...vk.world.communities.values()].map(view))
  app.post('/communities', (request: Request) => view(createCommunity(vk, fieldsOf(request))))
  app.get('/communities/:community', (request: Request) => view(communityOf(vk, request)))
  app.patch('/communities/:community', (request: Request) => {
    const community = communityOf(vk, request)
    applySettings(community, fieldsOf(request))
    vk.world.saveCommunity(community)
    vk.live.touch('vk/people')
    for (const dialog of vk.world.dialogs(community.id)) vk.touch(dialog)
    return view(community)
  })
  app.post('/communities/:community/revoke', (request: Request) => {
    const { id } = communityOf(vk, request)
    for (const token of vk.world.tokens.values())
      if (token.communityId === id) vk.world.saveToken({ ...token, isRevoked: true })
    return { ok: true }
  })
  app.post('/communities/:community/servers/:server/confirm', async (request: Request) => {
    const community = communityOf(vk, request)
    const found = community.servers.find(({ id }) => id === Number(request.params.server))
    const server = getOr404(found, 'server')
    await vk.events.courier.confirm(community, server)
    return { status: server.status }
  })
  app.post('/communities/:community/poll', (request: Request) => {
    const community = communityOf(vk, request)
    if (fieldsOf(request).flag('forget')) vk.events.polls.forget(community)
    else vk.events.polls.renewKey(community)
    return { ok: true }
  })
}

/** What others do: administrators in VK itself, moderators, and events nobody has heard of. */
function addHappenings(app: FastifyInstance, vk: Vk): void {
  app.post('/communities/:community/replies', (request: Request) => {
    const community = communityOf(vk, request)
    const fields = fieldsOf(request)
    const { dialog } = sit(vk, community, userOf(vk, fields.number('person')))
    const message = post(vk, dialog, {
      fromId: -community.id,
      adminAuthorId: fields.number('admin'),
      text: fields.text('text'),
      attachments: [],
    })
    echo(vk, community, dialog, message)
    return { messageId: message.cmid, id: message.id }
  })
  app.post('/communities/:community/events', (request: Request) => {
    const fields = fieldsOf(request)
    const type = fields.optionalText('type') ?? 'brand_new_event'
    const object = fields.raw('object') ?? { note: 'nobody knows this kind of event' }
    const community = communityOf(vk, request)
    for (const server of community.servers) server.events[type] ??= 1
    community.longPoll.events[type] ??= 1
    return { eventId: vk.events.emit(community, { type, object }).id }
  })
  app.post('/communities/:community/places', (request: Request) => {
    const fields = fieldsOf(request)
    const kind = toPlaceKind(fields.text('kind'))
    if (!kind) throw new ControlError(400, '"kind" must be wall, market, photo, video or board')
    const title = fields.text('title')
    const price = fields.optionalNumber('price')
    return createPlace(vk, communityOf(vk, request), { kind, title, price })
  })
  app.patch('/communities/:community/places', (request: Request) => {
    const fields = fieldsOf(request)
    const kind = toPlaceKind(fields.text('kind')) ?? 'wall'
    const { id } = communityOf(vk, request)
    const place = getOr404(vk.world.findPlace(kind, id, fields.number('place')), 'place')
    place.areCommentsClosed = fields.flag('areCommentsClosed')
    vk.world.savePlace(place)
    return place
  })
  app.post('/communities/:community/moderations', (request: Request) => {
    const fields = fieldsOf(request)
    const kind = toPlaceKind(fields.text('kind')) ?? 'wall'
    const { id } = communityOf(vk, request)
    const comment = vk.world.findComment(kind, id, fields.number('commentId'))
    deleteComment(vk, getOr404(comment, 'comment'), fields.number('admin'))
    return { ok: true }
  })
}

function addPeople(app: FastifyInstance, vk: Vk): void {
  app.get('/people', () => [...vk.world.users.values()])
  app.post('/people', (request: Request) => createUser(vk, fieldsOf(request)))
  app.patch('/people/:person', (request: Request) => {
    const user = userOf(vk, request.params.person)
    const fields = fieldsOf(request)
    for (const name of ['firstName', 'lastName', 'screenName'] as const)
      user[name] = fields.optionalText(name) ?? user[name]
    for (const name of ['hasPhone', 'isPrivate'] as const)
      if (fields.has(name)) user[name] = fields.flag(name)
    const deactivated = fields.optionalText('deactivated')
    if (deactivated === 'deleted' || deactivated === 'banned') user.deactivated = deactivated
    vk.world.saveUser(user)
    if (fields.has('isOffline')) setOffline(vk, user, fields.flag('isOffline'))
    vk.live.touch('vk/people')
    return user
  })
  app.post('/communities/:community/texts', (request: Request) => {
    const community = communityOf(vk, request)
    if (!Array.isArray(request.body)) throw new ControlError(400, 'the body must be a list')
    return request.body.map((item: unknown) => {
      const fields = new Fields(item)
      const seat = sit(vk, community, userOf(vk, fields.number('person')))
      return writeText(seat, fields.text('text'))?.cmid ?? null
    })
  })
}

function addKeys(app: FastifyInstance, vk: Vk): void {
  app.get('/apps', () => [...vk.world.apps.values()])
  app.post('/apps', (request: Request) => createApp(vk, fieldsOf(request)))
  app.post('/tokens', (request: Request) => createToken(vk, fieldsOf(request)))
  app.patch('/tokens', (request: Request) => {
    const fields = fieldsOf(request)
    const token = getOr404(vk.world.tokens.get(fields.text('token')), 'token')
    if (fields.has('rights')) token.rights = fields.list('rights').map(String)
    if (fields.has('isRevoked')) token.isRevoked = fields.flag('isRevoked')
    vk.world.saveToken(token)
    return token
  })
  // What a person would press on the page of the platform: `user` says yes, 0 says no.
  app.post('/authorizations', (request: Request) => {
    const fields = fieldsOf(request)
    const url = new URL(fields.text('url'))
    const query = { ...Object.fromEntries(url.searchParams), user: String(fields.number('user')) }
    const outcome = concludeFor(vk, query)
    if ('problem' in outcome) throw new ControlError(409, outcome.problem)
    return outcome
  })
}

function addLedgers(app: FastifyInstance, vk: Vk): void {
  app.get('/communities/:community/chats/:chat', (request: Request) => {
    const community = communityOf(vk, request)
    const peerId = Number(request.params.chat)
    // A phone that has not been used yet shows an empty chat, without starting one.
    const dialog = vk.world.findDialog(community.id, peerId) ?? emptyDialog(community.id, peerId)
    return viewDialog(vk, community, dialog, Number(request.query.limit ?? 200))
  })
  app.get('/communities/:community/places', (request: Request) =>
    viewPlaces(vk, communityOf(vk, request)),
  )
  app.get('/communities/:community/sent', (request: Request) => {
    const { chat } = request.query
    return listSent(vk, communityOf(vk, request), chat === undefined ? undefined : Number(chat))
  })
  app.get('/communities/:community/deliveries', (request: Request) =>
    vk.events.list(communityOf(vk, request).id, Number(request.query.since ?? 0)),
  )
  app.get('/communities/:community/files/:file', (request: Request, reply) =>
    sendFile(vk, request.params.file, reply),
  )
}
