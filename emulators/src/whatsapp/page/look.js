import { readMessage } from './read-message.js'
import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

const seconds = (value) => ({
  amount: { suffix: 'seconds', value, min: 0.1, max: 120, step: 0.1 },
  read: (amount) => ({ ms: amount * 1000 }),
  show: ({ ms }) => ms / 1000,
})

export const look = {
  glyph: [
    'M8 1.300a6.700 6.700 0 0 0-5.800 10.050L1.300 14.700l3.450-.9A6.700 6.700 0 1 0 8 1.300z',
    'M5.700 5.100c-.9 1.200.1 3.100 1.400 4.300s3.200 1.900 4 .9l-1.500-1.300-.9.600c-.8-.4-1.500-1.100-1.900-1.900l.6-.9z',
  ],
  companies: 'numbers',
  words: { ru, en },
  reactions: ['👍', '❤️', '😂', '😮', '😢', '🙏'],
  attachments: [
    ['photo', 'samplePhoto', 'media', { kind: 'photo' }],
    ['file', 'sampleDocument', 'media', { kind: 'document' }],
    ['mic', 'sampleVoice', 'media', { kind: 'voice' }],
    ['smile', 'sticker', 'media', { kind: 'sticker' }],
    ['pin', 'location', 'location'],
    ['person', 'contact', 'contact'],
    ['keyboard', 'poll', 'unsupported', { was: 'poll' }],
  ],
  faults: [
    'blocked',
    'offline',
    { kind: 'too-many-requests' },
    {
      kind: 'refuse-late',
      amount: { value: 131026, min: 1, max: 139999 },
      read: (code) => ({ code }),
      show: ({ code }) => code,
    },
    'accept-and-drop',
    'lost-update',
    'answer-lost',
    'duplicate',
    'reorder',
    { kind: 'delay', ...seconds(5) },
    'bad-signature',
    'slow',
    'server-error',
    'unanswered',
    'garbage',
    'unauthorized',
    { kind: 'deregistered', isForAll: true },
  ],
  readLink: ({ host, pathname, searchParams }) =>
    host === 'wa.me' && {
      company: { phone: pathname.slice(1) },
      brought: { text: searchParams.get('text') ?? undefined },
    },
  labelOf: ({ name, phone }) => `${name} (+${phone})`,
  newPerson: ({ name, company }) => ({ name, line: company }),
  readMessage,
}
