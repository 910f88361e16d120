import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError, Fields, getOr404 } from '../fields.ts'
import type { Content, Draft, Message } from './model.ts'
import type { Network } from './network.ts'
import * as person from './person.ts'
import { readAll } from './progress.ts'
import { readFields, readMedia } from './uploads.ts'

type Params = { line: string; person: string; id: string; file: string }
type Request = FastifyRequest<{ Params: Params; Querystring: Record<string, string> }>
type Seat = person.Seat
type Action = (seat: Seat, fields: Fields) => unknown

const ACTIONS: Record<string, Action> = {
  text: (seat, fields) => {
    const text = fields.text('text')
    if (text === '') throw new ControlError(400, 'the text is empty')
    return sent(person.write(seat, draft({ kind: 'text', text }, fields)))
  },
  media: async (seat, fields) =>
    sent(person.write(seat, draft(await readMedia(seat.network, seat.line.id, fields), fields))),
  location: (seat, fields) => sent(person.write(seat, draft(readLocation(fields), fields))),
  contact: (seat, fields) => sent(person.write(seat, draft(readContact(seat, fields), fields))),
  unsupported: (seat, fields) =>
    sent(
      person.write(
        seat,
        draft({ kind: 'unsupported', was: fields.optionalText('was') ?? '' }, fields),
      ),
    ),
  press: (seat, fields) => {
    const id = fields.optionalText('id')
    const index = fields.optionalNumber('index') ?? fields.optionalNumber('row')
    const wanted = { ...(id !== undefined && { id }), ...(index !== undefined && { index }) }
    return sent(person.press(seat, fields.text('messageId'), wanted))
  },
  reaction: (seat, fields) => {
    const raw = fields.raw('emoji')
    const emoji = Array.isArray(raw) ? String(raw[0] ?? '') : (fields.optionalText('emoji') ?? '')
    person.react(seat, fields.text('messageId'), emoji)
  },
  edit: (seat, fields) => {
    person.edit(seat, fields.text('messageId'), fields.text('text'))
    return { messageId: fields.text('messageId') }
  },
  delete: (seat, fields) => person.remove(seat, fields.text('messageId')),
  read: (seat) => readAll(seat.network, seat.chat),
  block: (seat) => person.block(seat, true),
  unblock: (seat) => person.block(seat, false),
  'stop-marketing': (seat) => person.prefer(seat, true),
  'resume-marketing': (seat) => person.prefer(seat, false),
}

/** What a person does at the phone: `POST /<companies>/:line/people/:person/<action>`. */
export function addPersonRoutes(app: FastifyInstance, network: Network, companies: string): void {
  // The only bodies that are not JSON: a file with a few fields, read by the handler.
  app.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null))
  for (const [name, act] of Object.entries(ACTIONS))
    app.post(
      `/${companies}/:line/people/:person/${name}`,
      async (request: Request, reply: FastifyReply) => {
        const fields = await readFields(request)
        const { line, person: id } = request.params
        const outcome = await act(seatOf(network, line, id), fields)
        return outcome ?? reply.code(204).send()
      },
    )
  app.post(`/${companies}/:line/texts`, (request: Request) => {
    if (!Array.isArray(request.body)) throw new ControlError(400, 'the body must be a list')
    return request.body.map((item: unknown) => {
      const fields = new Fields(item)
      const seat = seatOf(network, request.params.line, fields.text('person'))
      return (
        person.write(seat, { content: { kind: 'text', text: fields.text('text') } })?.id ?? null
      )
    })
  })
}

export function seatOf(network: Network, lineId: string, personId: string): Seat {
  const line = getOr404(network.provider.findLine(lineId), 'number')
  return person.sit(network, line, getOr404(network.world.people.get(personId), 'person'))
}

/** Without network there is no message yet, so nothing to name it by. */
function sent(message: Message | undefined) {
  return message ? { messageId: message.id } : { messageId: null, isWaiting: true }
}

function draft(content: Content, fields: Fields): Draft {
  const replyTo = fields.optionalText('replyTo')
  const extra = fields.raw('extra')
  const isExtra = typeof extra === 'object' && extra !== null
  return {
    content: { ...content, ...(isExtra && { extra: extra as Record<string, unknown> }) },
    ...(replyTo !== undefined && { replyTo }),
  }
}

function readLocation(fields: Fields): Content {
  const [name, address] = [fields.optionalText('name'), fields.optionalText('address')]
  return {
    kind: 'location',
    location: {
      latitude: fields.optionalNumber('latitude') ?? 55.751999,
      longitude: fields.optionalNumber('longitude') ?? 37.617734,
      ...(name !== undefined && { name }),
      ...(address !== undefined && { address }),
    },
  }
}

/** The person's own card, or somebody's else whose phone is given. */
function readContact(seat: Seat, fields: Fields): Content {
  const phone = fields.optionalText('phone') ?? seat.person.phone
  const name = fields.optionalText('name') ?? seat.person.name
  const isKnown = seat.network.world.findByPhone(phone) !== undefined
  const card = {
    name: { formatted_name: name, first_name: name },
    phones: [{ phone: `+${phone}`, type: 'CELL', ...(isKnown && { wa_id: phone }) }],
  }
  return { kind: 'contacts', contacts: [card] }
}
