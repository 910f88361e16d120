import type { Chat, Person } from '../../whatsapp-network/model.ts'
import { digitsOf, userIdOf } from '../../whatsapp-network/phones.ts'
import { badParameter, refuse } from '../errors.ts'
import type { Account, BusinessNumber } from '../model.ts'
import type { WhatsApp } from '../whatsapp.ts'
import type { Body } from './fields.ts'

/** Whom a message is for; without a person it will fail later. */
export interface Recipient {
  input: string
  /** Digits, as the messenger spells them. */
  phone?: string
  person?: Person
  isByUserId: boolean
}

const WINDOW_MS = 24 * 3600_000

export function readRecipient(
  { network }: WhatsApp,
  place: { account: Account; number: BusinessNumber },
  body: Body,
): Recipient {
  const { to, recipient } = body
  if (typeof to === 'string' && to !== '') return byPhone(network.world, place.number, to)
  if (typeof recipient !== 'string' || recipient === '')
    throw badParameter('The parameter to is required.')
  const person = network.world.findByUserId(recipient, place.account.portfolio)
  if (!person) throw refuse(131009, 'recipient is not a user id of this business')
  return { input: recipient, person, isByUserId: true }
}

/** A number without its country gets the country of the business. */
function byPhone(
  world: WhatsApp['network']['world'],
  number: BusinessNumber,
  to: string,
): Recipient {
  const digits = digitsOf(to)
  if (digits === '') throw refuse(131009, 'to is not a phone number')
  if (digits === number.phone) throw refuse(131021)
  const guesses = [digits, ...[1, 2, 3].map((length) => number.phone.slice(0, length) + digits)]
  const person = guesses.map((guess) => world.findByPhone(guess)).find((found) => found)
  return {
    input: to,
    phone: person?.phone ?? digits,
    isByUserId: false,
    ...(person && { person }),
  }
}

export function wireRecipient({ input, phone, person, isByUserId }: Recipient, portfolio: string) {
  const wa = isByUserId ? !person?.isPhoneHidden && person?.phone : phone
  return {
    input,
    ...(wa && { wa_id: wa }),
    ...(person && { user_id: userIdOf(person, portfolio) }),
  }
}

/** A day from what the person wrote last. */
export function isWindowOpen({ network }: WhatsApp, chat: Chat | undefined): boolean {
  return chat?.wroteAt !== undefined && network.clock.now() - chat.wroteAt < WINDOW_MS
}
