import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

export const look = {
  glyph: ['M1.3 7.7L14.7 2l-2.3 11.8-4.2-3-2.2 2.6-.5-4.200z', 'M5.6 9.100l5.6-4'],
  companies: 'bots',
  words: { ru, en },
  reactions: ['👍', '❤', '🔥', '👎'],
  isMuteWhenBlocked: true,
  canStart: (view) => view.messages.length === 0,
  attachments: [
    ['photo', 'samplePhoto', 'media', { kind: 'photo' }],
    ['smile', 'sticker', 'media', { kind: 'sticker' }],
    ['phone', 'sampleVideoNote', 'media', { kind: 'video_note' }],
    ['pin', 'location', 'location'],
    ['person', 'contact', 'contact'],
  ],
  faults: [
    'blocked',
    'offline',
    'too-many-requests',
    'lost-update',
    'answer-lost',
    'duplicate',
    'reorder',
    'slow',
    'server-error',
    'unanswered',
    'garbage',
    'unauthorized',
  ],
  readLink: ({ host, pathname, searchParams }) =>
    host === 't.me' && {
      company: { username: pathname.slice(1) },
      brought: { payload: searchParams.get('start') ?? undefined },
    },
  labelOf: ({ name, username }) => `${name} (@${username})`,
  newPerson: ({ name, company, lang }) => ({
    firstName: name,
    languageCode: lang,
    bot: Number(company),
  }),
  readKeyboard: (keyboard) => ({
    rows: keyboard.keyboard,
    placeholder: keyboard.input_field_placeholder,
  }),
  readMessage,
}

/** From the platform's own content to what every phone can draw. */
function readMessage({ content, ...message }, { fileUrl, words }) {
  return {
    ...message,
    text: content.text ?? content.caption,
    entities: content.entities ?? content.caption_entities,
    parts: [partOf(content, fileUrl, words)].filter(Boolean),
  }
}

function partOf(content, fileUrl, words) {
  const video = content.video ?? content.animation
  const sound = content.voice ?? content.audio
  if (content.photo) return photoOf(content, fileUrl, words)
  if (content.sticker) return stickerOf(content.sticker, fileUrl, words)
  if (sound) return { kind: 'audio', src: fileUrl(sound.file_id) }
  if (content.video_note)
    return { kind: 'video', shape: 'round', src: fileUrl(content.video_note.file_id) }
  if (video) return { kind: 'video', src: fileUrl(video.file_id) }
  if (content.document) return fileOf(content.document, fileUrl, words)
  if (content.venue) {
    const { location, title, address } = content.venue
    return { kind: 'place', ...location, label: `${title}, ${address}` }
  }
  if (content.location) return { kind: 'place', ...content.location, label: words.location }
  return content.contact && contactOf(content.contact)
}

/** The platform sends every photo in several sizes, the largest last. */
function photoOf({ photo, caption }, fileUrl, words) {
  const largest = photo.at(-1)
  return {
    kind: 'photo',
    src: fileUrl((photo.at(-2) ?? largest).file_id),
    full: fileUrl(largest.file_id),
    width: largest.width,
    height: largest.height,
    alt: caption ?? words.samplePhoto,
  }
}

function stickerOf(sticker, fileUrl, words) {
  if (sticker.is_animated || sticker.is_video) return { kind: 'emoji', text: sticker.emoji ?? '' }
  return { kind: 'sticker', src: fileUrl(sticker.file_id), alt: sticker.emoji ?? words.sticker }
}

const fileOf = (file, fileUrl, words) => ({
  kind: 'file',
  href: fileUrl(file.file_id),
  name: file.file_name ?? words.file,
  size: file.file_size,
})

const contactOf = (contact) => ({
  kind: 'contact',
  name: [contact.first_name, contact.last_name].filter(Boolean).join(' '),
  phone: contact.phone_number,
})
