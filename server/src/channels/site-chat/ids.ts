import type { Address, ExternalId, ThreadId } from '../contract.ts'

/** Made by our own server: a visitor has one thread, called as they are. */
export const toAddress = (visitor: string): Address => visitor as Address
export const toThreadId = (visitor: string): ThreadId => visitor as ThreadId
/** A visitor's page names its own words, and another visitor's may choose the same name. */
export const toExternalId = (visitor: string, name: string): ExternalId =>
  `${visitor}:${name}` as ExternalId
/** What we send is known by its key: nobody else names it. */
export const keyedId = (key: string): ExternalId => `key:${key}` as ExternalId
