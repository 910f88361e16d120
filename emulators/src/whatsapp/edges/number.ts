import { randomBytes } from 'node:crypto'
import { badParameter, GraphError, refuse } from '../errors.ts'
import type { BusinessNumber } from '../model.ts'
import { readAll } from '../read.ts'
import { isObject } from '../sending/fields.ts'
import { isWindowOpen } from '../sending/recipient.ts'
import { sendMessage } from '../sending/send.ts'
import { type Edges, type NumberCall, paginate, pick, SUCCESS } from './call.ts'
import { uploadMedia } from './media.ts'

export const NUMBER_EDGES: Edges<NumberCall> = {
  'GET ': ({ number, query }) => pick(wireNumber(number), query.fields),
  'POST messages': postMessage,
  'POST media': uploadMedia,
  'POST register': register,
  'POST deregister': ({ whatsapp, number }) => {
    number.isRegistered = false
    whatsapp.registry.numbers.save(number)
    return SUCCESS
  },
  'GET block_users': listBlocked,
  'POST block_users': (call) => block(call, true),
  'DELETE block_users': (call) => block(call, false),
  'GET message_qrdls': ({ number }) => ({ data: number.qrCodes.map(wireQr) }),
  'POST message_qrdls': createQr,
}

export function wireNumber(number: BusinessNumber): Record<string, unknown> {
  return {
    verified_name: number.name,
    code_verification_status: 'VERIFIED',
    display_phone_number: `+${number.phone}`,
    quality_rating: number.quality,
    name_status: 'APPROVED',
    platform_type: number.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: 'STANDARD' },
    messaging_limit_tier: number.tier,
    status: number.isRegistered ? 'CONNECTED' : 'DISCONNECTED',
    id: number.id,
  }
}

function postMessage(call: NumberCall): object {
  const { number, body } = call
  if (!number.isRegistered) throw refuse(133010)
  if (body.messaging_product !== 'whatsapp')
    throw badParameter('The parameter messaging_product is required.')
  if (body.status !== undefined) return markRead(call)
  return sendMessage(call, body)
}

/** Reads the chat up to the message; typing is shown for 25 seconds, and never without reading. */
function markRead({ whatsapp, number, body }: NumberCall): object {
  if (body.status !== 'read') throw badParameter('Param status must be one of {READ}.')
  const found = whatsapp.network.world.findMessage(String(body.message_id ?? ''))
  if (!found || found.chat.line !== number.id || found.message.from !== 'person')
    throw badParameter('Param message_id is not a message of this number.')
  readAll(whatsapp, found.chat, found.message)
  if (isObject(body.typing_indicator)) {
    if (body.typing_indicator.type !== 'text')
      throw badParameter("Param typing_indicator['type'] must be one of {TEXT}.")
    found.chat.typingUntil = whatsapp.network.clock.now() + 25_000
    whatsapp.network.touch(found.chat)
  }
  return SUCCESS
}

function register({ whatsapp, number, body }: NumberCall): object {
  const { pin } = body
  if (typeof pin !== 'string' || !/^\d{6}$/.test(pin))
    throw badParameter('Param pin must be 6 digits.')
  if (number.pin !== undefined && number.pin !== pin) throw refuse(133005)
  number.pin = pin
  number.isRegistered = true
  whatsapp.registry.numbers.save(number)
  return SUCCESS
}

function listBlocked(call: NumberCall): object {
  const { world } = call.whatsapp.network
  const blocked = [...world.chats()].filter((chat) => chat.line === call.number.id && chat.isShut)
  const users = blocked.map((chat) => {
    const phone = world.people.get(chat.person)!.phone
    return { messaging_product: 'whatsapp', wa_id: phone }
  })
  return paginate(call, users)
}

const MAX_BLOCKED_AT_ONCE = 1000

/** Only those who wrote within a day can be blocked. */
function block({ whatsapp, number, body, reply }: NumberCall, isShut: boolean): object {
  const { world } = whatsapp.network
  const users = Array.isArray(body.block_users) ? body.block_users.filter(isObject) : []
  if (users.length === 0) throw badParameter('The parameter block_users is required.')
  if (users.length > MAX_BLOCKED_AT_ONCE) throw badParameter('At most 1000 users at once.')
  const done: object[] = []
  const failed: object[] = []
  for (const { user } of users) {
    const input = String(user)
    const person = world.findByPhone(input)
    const chat = person && world.findChat(number.id, person.id)
    if (!chat || (isShut && !isWindowOpen(whatsapp, chat))) {
      const message = 'Failed to block some users'
      failed.push({
        input,
        errors: [
          {
            message,
            code: 139100,
            error_data: { details: 'No message from this user in the last 24 hours' },
          },
        ],
      })
      continue
    }
    chat.isShut = isShut
    world.saveChat(chat)
    done.push({ input, wa_id: person!.phone })
  }
  const names = { [isShut ? 'added_users' : 'removed_users']: done }
  if (failed.length > 0) reply.code(400)
  return {
    messaging_product: 'whatsapp',
    block_users: { ...names, ...(failed.length > 0 && { failed_users: failed }) },
    ...(failed.length > 0 && new GraphError(139100, '(#139100) Failed to block some users').body()),
  }
}

function createQr({ whatsapp, number, body, query }: NumberCall): object {
  const text = body.prefilled_message ?? query.prefilled_message
  if (typeof text !== 'string' || text === '')
    throw badParameter('The parameter prefilled_message is required.')
  if ([...text].length > 140)
    throw badParameter('Param prefilled_message must be at most 140 characters long.')
  const code = randomBytes(9).toString('base64url').toUpperCase().replace(/[-_]/g, '7').slice(0, 14)
  number.qrCodes.push({ code, text })
  whatsapp.registry.numbers.save(number)
  return wireQr({ code, text })
}

const wireQr = ({ code, text }: { code: string; text: string }) => ({
  code,
  prefilled_message: text,
  deep_link_url: `https://wa.me/message/${code}`,
})
