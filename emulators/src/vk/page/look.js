import { createComments } from './comments.js'
import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

export const look = {
  glyph: [
    'M4.500 1.500h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3z',
    'M6 4.800v6.400M10.400 4.800L6.200 8l4.200 3.200',
  ],
  companies: 'communities',
  words: { ru, en },
  hasStyle: true,
  reactions: ['❤', '🔥', '😂', '👍'],
  canStart: (view) => view.hasStartButton && view.messages.length === 0,
  attachments: [
    ['photo', 'samplePhoto', 'media', { kind: 'photo' }],
    ['file', 'sampleFile', 'media', { kind: 'document' }],
    ['smile', 'sticker', 'media', { kind: 'sticker' }],
    ['pin', 'location', 'location'],
    ['copy', 'product', 'share', { kind: 'market' }],
  ],
  faults: [
    'blocked',
    'offline',
    { kind: 'too-many-requests' },
    { kind: 'flood', wire: 'refuse', read: () => ({ code: 9, description: 'Flood control' }) },
    'lost-update',
    'answer-lost',
    'dropped',
    'duplicate',
    'reorder',
    { kind: 'escaped' },
    'slow',
    'server-error',
    'unanswered',
    'garbage',
    { kind: 'no-rights', isForAll: true },
    'unauthorized',
  ],
  readLink: ({ host, pathname, searchParams }) =>
    host === 'vk.me' && {
      company: { screenName: pathname.slice(1) },
      brought: { ref: searchParams.get('ref') ?? undefined },
    },
  labelOf: ({ name, screenName }) => `${name} (${screenName})`,
  newPerson: ({ name, company }) => ({ firstName: name, community: Number(company) }),
  createSide: createComments,
  seenAction: 'read',
}
