import type { Address, ExternalId, ThreadId } from '../contract.ts'

export const toExternalId = (token: string): ExternalId => token as ExternalId
/** A person has one chat with a bot. */
export const toThreadId = (userId: string): ThreadId => userId as ThreadId
export const toAddress = (userId: string): Address => userId as Address

/**
 * A second name of what we send: it is known before Viber has given its own, and comes back with
 * what is pressed under it.
 */
export const keyedId = (key: string): ExternalId => `key:${key}` as ExternalId

/** What is sent along with our messages. Viber gives it back, and nobody can type it. */
export const isOurKey = (key: string | undefined): boolean =>
  key !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}(-\d+)?$/.test(key)
