import type { Identity } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import { present } from '../../kit/present.ts'
import { contactLink, toDigits } from '../ids.ts'
import type { EdnaSettings } from '../settings.ts'
import type { EdnaApi } from './api.ts'
import { type ChannelProfile, channels } from './types.ts'

/** A number of edna, so that it is no id of Meta. */
const PREFIX = 'edna:'

/** The subject says which number it is: the phone is found by it and typed by nobody (WA-04). */
export async function identify(
  api: EdnaApi,
  { subject }: Pick<EdnaSettings, 'subject'>,
): Promise<Identity> {
  const path = 'channel-profile?types=WHATSAPP'
  const listed = await api.call({ method: 'GET', path, result: channels })
  const found = listed.find((channel) => isOf(channel, subject))
  if (!found?.subjectId || found.active === false) {
    const code = found ? 'subject-not-active' : 'subject-not-found'
    throw new ChannelError('misconfigured', `${subject}: ${code}`, {
      executed: 'no',
      code,
      pauses: 'channel',
    })
  }
  const digits = toDigits(found.channelAttribute ?? '')
  return {
    externalId: `${PREFIX}${found.subjectId}`,
    name: found.name?.trim() || found.subject || subject,
    ...present({
      link: digits ? contactLink(digits) : undefined,
      facts: digits ? { phone: `+${digits}` } : undefined,
    }),
  }
}

/** Said by its name or by its number. */
export const isOf = (
  { subject, subjectId }: Pick<ChannelProfile, 'subject' | 'subjectId'>,
  wanted: string,
): boolean => subject?.toLowerCase() === wanted.toLowerCase() || subjectId === wanted

export const subjectIdOf = ({ externalId }: Identity): string =>
  externalId.startsWith(PREFIX) ? externalId.slice(PREFIX.length) : externalId
