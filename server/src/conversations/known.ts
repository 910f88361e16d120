import { v7 as newId } from 'uuid'

import type { Loaded } from './load.ts'
import { momentOrNone } from './stored.ts'

/** Who the customer is, as far as conversations are concerned. */
export interface Known {
  id: string
  name: string
  version: number
  isBlocking: boolean
  isVip: boolean
  isBarred: boolean
  isSpam: boolean
  ratingAskedAt: number | undefined
}

/** A stranger gets an id, in case they are to be remembered. */
export const toKnown = ({ contact }: Pick<Loaded, 'contact'>): Known => ({
  id: contact?.contactId ?? newId(),
  name: contact?.contactName ?? '',
  version: contact?.contactVersion ?? 1,
  isBlocking: Boolean(contact?.blockedAt),
  isVip: contact?.isVip ?? false,
  isBarred: contact?.isBarred ?? false,
  isSpam: contact?.isSpam ?? false,
  ratingAskedAt: momentOrNone(contact?.ratingAskedAt),
})
