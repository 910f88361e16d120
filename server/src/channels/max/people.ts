import type { Sender } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toAddress } from './ids.ts'
import type { User } from './types.ts'

/** There is always a number; a name may be empty, and most people have no username. */
export function nameOf({ first_name, last_name, name, username, user_id }: User): string {
  const full = [first_name, last_name].filter(Boolean).join(' ').trim()
  return full || name?.trim() || username || String(user_id)
}

export function toSender(user: User, language: string | undefined): Sender {
  return {
    address: toAddress(user.user_id),
    name: nameOf(user),
    ...present({ username: user.username, language }),
  }
}
