import type { InboundContent } from '../contract.ts'
import { nameOf } from './people.ts'
import type { Attachment, User } from './types.ts'

/** A card as it was sent; a phone is the sender's own where the card says that it is theirs. */
export function toSharedContact(
  attachments: readonly Attachment[],
  sender: User | undefined,
): InboundContent['sharedContact'] {
  const payload = attachments.find(({ type }) => type === 'contact')?.payload
  if (!payload) return undefined
  const { vcf_info = '', max_info: person } = payload
  const card = vcf_info.replaceAll('\\r\\n', '\r\n')
  const name = /^FN[^:\r\n]*:(.*)$/m.exec(card)?.[1]?.trim()
  const phone = /^TEL[^:\r\n]*:([+\d][\d\s()-]*)/m.exec(card)?.[1]
  return {
    name: name || (person ? nameOf(person) : ''),
    phone: phone ? international(phone) : '',
    isOwn: person !== undefined && person.user_id === sender?.user_id,
  }
}

/** Numbers come without a plus; those of Russia also in their national form, `8…`. */
function international(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  if (digits.length === 11 && digits.startsWith('8')) return `+7${digits.slice(1)}`
  return `+${digits}`
}
