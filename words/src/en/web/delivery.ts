import { plural } from './plural.ts'

/** What became of each call of the platform. */
export const delivery = {
  title: 'How it was delivered',
  failed: 'How it was delivered could not be found out',
  nothing: 'There are no records: they are kept for 30 days',
  kinds: { message: 'Message', edit: 'Change of the text', deletion: 'Deletion at the customer’s' },
  part: (number: number, of: number) => `part ${number} of ${of}`,
  states: {
    queued: 'Waits to be sent',
    sending: 'Being sent',
    sent: 'Accepted by the platform',
    failed: 'Not delivered',
    unknown: 'Perhaps delivered',
    cancelled: 'Withdrawn before it left',
  },
  attempt: (number: number) => `Attempt ${number}`,
  results: {
    sending: 'Waiting for the platform’s answer',
    sent: 'The platform accepted it',
    retry: 'Not accepted, trying again',
    failed: 'Refused for good',
    unknown: 'The platform did not answer, the message may have arrived',
  },
  took: (duration: string) => `in ${duration}`,
  next: (moment: string) => `Next attempt ${moment}`,
  until: (moment: string) => `Tried until ${moment}`,
  code: (code: string) => `code ${code}`,
  said: (words: string) => `The platform said: “${words}”`,
  externalIds: (ids: string) => `At the platform: ${ids}`,
  attempts: (count: number) => plural(count, 'attempt', 'attempts'),
}
