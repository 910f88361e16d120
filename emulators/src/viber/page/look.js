import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

export const look = {
  glyph: [
    'M8 1.500c4 0 6 1.800 6 5.500s-2 5.500-6 5.500h-.8L4.800 14.800v-2.600C2.900 11.500 2 9.800 2 7c0-3.700 2-5.500 6-5.500z',
    'M5.600 4.600c-.8 1 .1 2.700 1.200 3.800s2.700 1.900 3.600 1l-1.300-1.200-.8.5c-.7-.3-1.300-.9-1.600-1.600l.5-.8z',
  ],
  companies: 'bots',
  words: { ru, en },
  hasStyle: true,
  reactions: [],
  canStart: (view) => view.messages.length === 0 && !view.isSubscribed,
  attachments: [
    ['photo', 'samplePhoto', 'media', { kind: 'photo' }],
    ['file', 'sampleFile', 'media', { kind: 'document' }],
    ['smile', 'sticker', 'media', { kind: 'sticker' }],
    ['pin', 'location', 'location'],
    ['person', 'contact', 'contact'],
    ['link', 'openByLink', 'open', { context: 'site-main' }],
  ],
  faults: [
    'blocked',
    'offline',
    { kind: 'too-many-requests' },
    {
      kind: 'refuse',
      amount: { value: 7, min: 1, max: 24 },
      read: (code) => ({ code }),
      show: ({ code }) => code,
    },
    { kind: 'refuse-late' },
    'lost-update',
    'answer-lost',
    { kind: 'dropped' },
    'duplicate',
    'reorder',
    { kind: 'bad-signature' },
    'slow',
    'server-error',
    'unanswered',
    'garbage',
    'unauthorized',
  ],
  readLink: ({ protocol, searchParams }) =>
    protocol === 'viber:' && {
      company: { uri: searchParams.get('chatURI') },
      brought: { payload: searchParams.get('context') ?? undefined },
    },
  labelOf: ({ name, uri }) => `${name} (${uri})`,
  newPerson: ({ name, company, lang }) => ({ name, languageCode: lang, bot: company }),
  readMessage: ({ content, ...message }) => ({ ...message, ...content }),
  seenAction: 'read',
}
