import { h, icon } from './dom.js'
import { formatSize } from './words.js'

/** What a message carries besides its text, by the kinds all messengers share. */
const DRAW = {
  photo: drawPhoto,
  video: ({ src, shape = '' }) =>
    h('video', { class: shape, controls: true, preload: 'metadata', src }),
  audio: ({ src }) => h('audio', { controls: true, preload: 'metadata', src }),
  sticker: ({ src, alt }) => h('img', { class: 'sticker', src, alt }),
  emoji: ({ text }) => h('span', { class: 'emoji' }, text),
  file: ({ href, name, size }) =>
    drawCard({ icon: 'file', title: name, note: formatSize(size) }, { href, download: name }),
  place: ({ latitude, longitude, label }) =>
    drawCard({
      icon: 'pin',
      title: label,
      note: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`,
    }),
  contact: ({ name, phone }) => drawCard({ icon: 'person', title: name, note: phone }),
  card: (part) => drawCard(part),
}

export const drawPart = (part) => DRAW[part.kind]?.(part)

function drawPhoto({ src, full, width, height, alt }) {
  return h(
    'a',
    { href: full ?? src, target: '_blank', rel: 'noopener', class: 'photo' },
    h('img', { src, width, height, alt, loading: 'lazy' }),
  )
}

function drawCard({ icon: name, title, note }, link) {
  return h(
    link ? 'a' : 'span',
    { class: 'card', ...link },
    icon(name, 20),
    h('span', {}, h('strong', {}, title), note && h('small', {}, note)),
  )
}
