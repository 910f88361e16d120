import type { Chat, Message, Person } from '../../whatsapp-network/model.ts'
import { userIdOf } from '../../whatsapp-network/phones.ts'
import { newMessageId, publish, type Scene, sceneOf } from '../scene.ts'
import type { WhatsApp } from '../whatsapp.ts'
import { wireContent } from './inbound.ts'
import { aboutNumber, contactOf, messageValue, seconds, senderOf } from './values.ts'

/** Messages that are not new bubbles: reactions, edits, deletions, changed numbers. */

function tell(whatsapp: WhatsApp, scene: Scene, type: string, rest: object): void {
  const message = {
    ...senderOf(scene),
    id: newMessageId(),
    timestamp: seconds(whatsapp.network.clock.now()),
    ...rest,
    type,
  }
  const value = aboutNumber(scene.number, { contacts: [contactOf(scene)], messages: [message] })
  publish(whatsapp, scene, { kind: `messages ${type}`, value })
}

/** A reaction taken back comes without its emoji. */
export function tellReacted(whatsapp: WhatsApp, chat: Chat, message: Message): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene || chat.isShut) return
  const emoji = message.reactions.person
  const reaction = { message_id: message.id, ...(emoji !== undefined && { emoji }) }
  tell(whatsapp, scene, 'reaction', { reaction })
}

/** Ordinary numbers learn nothing of an edit; those shared with a phone are told. */
export function tellEdited(whatsapp: WhatsApp, chat: Chat, message: Message): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene || scene.number.edits === 'invisible') return
  if (scene.number.edits === 'unsupported') {
    tellUnsupported(whatsapp, scene, 'edit')
    return
  }
  const { type, body } = wireContent(scene, message)
  const edit = { original_message_id: message.id, message: { type, ...body } }
  tell(whatsapp, scene, 'edit', { edit })
}

export function tellDeleted(whatsapp: WhatsApp, chat: Chat, message: Message): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene || scene.number.edits === 'invisible') return
  if (scene.number.edits === 'unsupported') tellUnsupported(whatsapp, scene, 'revoke')
  else tell(whatsapp, scene, 'revoke', { revoke: { original_message_id: message.id } })
}

function tellUnsupported(whatsapp: WhatsApp, scene: Scene, was: string): void {
  const at = whatsapp.network.clock.now()
  const message: Message = {
    ...{ id: newMessageId(), from: 'person', at, reactions: {} },
    content: { kind: 'unsupported', was },
  }
  const value = messageValue(scene, message)
  publish(whatsapp, scene, { kind: 'messages unsupported', value })
}

/** Told twice: as a message of the system, with the new id only, and with both ids. */
export function tellRenumbered(whatsapp: WhatsApp, chat: Chat, before: Person): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene) return
  const { account, number, person } = scene
  const [previous, current] = [before, person].map((one) => userIdOf(one, account.portfolio))
  const isHidden = person.isPhoneHidden
  const system = isHidden
    ? {
        body: `User ${person.name} changed their user id`,
        user_id: current,
        type: 'user_changed_user_id',
      }
    : {
        body: `User ${person.name} changed from ${before.phone} to ${person.phone}`,
        wa_id: person.phone,
        user_id: current,
        type: 'user_changed_number',
      }
  const timestamp = seconds(whatsapp.network.clock.now())
  const message = {
    ...(!isHidden && { from: before.phone }),
    ...{ id: newMessageId(), timestamp, type: 'system', system },
  }
  publish(whatsapp, scene, {
    kind: 'messages system',
    value: aboutNumber(number, { messages: [message] }),
  })
  const update = {
    ...(!isHidden && { wa_id: person.phone }),
    detail: `User id for ${person.name} has been updated.`,
    user_id: { previous, current },
    timestamp,
  }
  const contact = { profile: { name: person.name }, ...(!isHidden && { wa_id: person.phone }) }
  publish(whatsapp, scene, {
    field: 'user_id_update',
    kind: 'user_id_update',
    value: aboutNumber(number, { contacts: [contact], user_id_update: [update] }),
  })
}

export function tellPreferred(whatsapp: WhatsApp, chat: Chat): void {
  const scene = sceneOf(whatsapp, chat)
  if (!scene) return
  const value = chat.stopsMarketing ? 'stop' : 'resume'
  const wa = scene.person.isPhoneHidden ? {} : { wa_id: scene.person.phone }
  const preference = {
    ...wa,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Number(seconds(whatsapp.network.clock.now())),
  }
  publish(whatsapp, scene, {
    field: 'user_preferences',
    kind: `user_preferences ${value}`,
    value: aboutNumber(scene.number, {
      contacts: [{ ...wa, user_id: userIdOf(scene.person, scene.account.portfolio) }],
      user_preferences: [preference],
    }),
  })
}
