import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

export const look = {
  glyph: [
    'M8 1.800a6.200 6.200 0 1 1-2.900 11.700c-.7.6-1.700.9-2.600.7.3-.8.2-1.700-.1-2.500A6.200 6.200 0 0 1 8 1.800z',
    'M8 5.300a2.700 2.700 0 1 1 0 5.400 2.700 2.700 0 0 1 0-5.400z',
  ],
  companies: 'bots',
  words: { ru, en },
  hasStyle: true,
  isMuteWhenBlocked: true,
  canStart: (view) => view.status === 'none',
  attachments: [
    ['photo', 'samplePhoto', 'media', { kind: 'photo' }],
    ['file', 'sampleFile', 'media', { kind: 'document' }],
    ['smile', 'sticker', 'media', { kind: 'sticker' }],
    ['pin', 'location', 'location'],
    ['person', 'contact', 'contact'],
    ['back', 'forward', 'forward', { text: 'Скидка действует до воскресенья' }],
  ],
  faults: [
    'blocked',
    'offline',
    'too-many-requests',
    { kind: 'not-ready' },
    'lost-update',
    'answer-lost',
    { kind: 'dropped' },
    { kind: 'failure' },
    'duplicate',
    'reorder',
    { kind: 'media-expired', isForAll: true },
    { kind: 'subscription-lost', isForAll: true, read: () => ({ count: 1 }) },
    'slow',
    'server-error',
    'unanswered',
    'garbage',
    'unauthorized',
  ],
  readLink: ({ host, pathname, searchParams }) =>
    host === 'max.ru' && {
      company: { username: pathname.slice(1) },
      brought: { payload: searchParams.get('start') ?? undefined },
    },
  labelOf: ({ name, username }) => `${name} (@${username})`,
  newPerson: ({ name, company, lang }) => ({
    firstName: name,
    languageCode: lang,
    bot: Number(company),
  }),
  readMessage: ({ content, ...message }) => ({ ...message, ...content }),
}
