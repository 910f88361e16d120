import { createHash, createHmac, randomBytes } from 'node:crypto'
import { type Language, wordsOf } from '@otklik/words'

import { Refusal } from '../http/index.ts'
import { sameSecret } from '../lib/same-secret.ts'
import type { Site } from './find-site.ts'
import type { SiteWorld } from './parts.ts'

type Signing = Pick<SiteWorld['secrets'], 'sign' | 'isSigned'>

const PURPOSE = 'site-visit'
const UPLOAD = 'site-upload'

/** Whoever comes without a name: nothing is stored of them before they say something. */
export const newVisitor = (): string => randomBytes(12).toString('hex')

/**
 * Somebody who signed in at the company's site: the same on every device of theirs. What the company
 * calls them is hashed, so that it tells nothing and may be anything.
 */
export const signedInVisitor = ({ channel }: Site, customerId: string): string =>
  `c${createHash('sha256').update(`${channel.id}|${customerId}`).digest('hex').slice(0, 40)}`

/** By its length as well: whoever comes without a name may begin with the same letter. */
export const isSignedIn = (visitor: string): boolean => /^c[0-9a-f]{40}$/.test(visitor)

/** What somebody is called who has told no name, so that two of them can be told apart. */
export const standInName = (visitor: string, language: Language): string =>
  `${wordsOf(language).siteWidget.visitor} ${visitor.slice(-4).toUpperCase()}`

/** The proof of a visit, worth nothing on another channel. Kept in the frame's own storage. */
export function visitorToken(secrets: Signing, { channel }: Site, visitor: string): string {
  return `${visitor}.${secrets.sign(`${channel.id}|${visitor}`, PURPOSE, channel.accountId)}`
}

/** Whose token it is; undefined where it is not of this channel. */
export function readVisitor(
  secrets: Signing,
  { channel }: Site,
  token: string | undefined,
): string | undefined {
  const [, visitor = '', signature = ''] = /^([0-9a-z]{8,80})\.(.{1,300})$/.exec(token ?? '') ?? []
  const text = `${channel.id}|${visitor}`
  return visitor && secrets.isSigned(text, signature, PURPOSE, channel.accountId)
    ? visitor
    : undefined
}

/** From `Authorization: Bearer`: pages around the frame cannot read it, and no log has addresses with it. */
export function visitorOf(secrets: Signing, site: Site, authorization: string | undefined): string {
  const token = /^Bearer (\S{1,400})$/i.exec(authorization ?? '')?.[1]
  const visitor = readVisitor(secrets, site, token)
  if (!visitor) throw new Refusal('visit-over')
  return visitor
}

/** Names an upload for the one who made it, so that nobody sends somebody else's. */
export function uploadName(
  secrets: Signing,
  { channel }: Site,
  { visitor, fileId }: { visitor: string; fileId: string },
): string {
  const text = `${channel.id}|${visitor}|${fileId}`
  return `${fileId}.${secrets.sign(text, UPLOAD, channel.accountId)}`
}

export function readUpload(
  secrets: Signing,
  { channel }: Site,
  { visitor, upload }: { visitor: string; upload: string },
): string | undefined {
  const [, fileId = '', signature = ''] = /^([0-9a-f-]{36})\.(.+)$/.exec(upload) ?? []
  const text = `${channel.id}|${visitor}|${fileId}`
  return secrets.isSigned(text, signature, UPLOAD, channel.accountId) ? fileId : undefined
}

/** As the company's own server signs those who are signed in there: docs/widget.md. */
export function isSignedIdentity(secret: string, { id, hash }: { id: string; hash: string }) {
  return sameSecret(createHmac('sha256', secret).update(id).digest('hex'), hash.toLowerCase())
}
