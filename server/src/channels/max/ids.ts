import type { Address, ExternalId, ThreadId } from '../contract.ts'

/** Ids of messages are unique by themselves: they hold the chat's. */
export const toExternalId = (mid: string): ExternalId => mid as ExternalId

/**
 * A person has one dialog with a bot, and updates leave the dialog's own id out at times: so the
 * place is named by the person.
 */
export const toThreadId = (userId: number): ThreadId => String(userId) as ThreadId
export const toAddress = (userId: number): Address => String(userId) as Address
