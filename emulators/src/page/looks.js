import { h } from './dom.js'
import { commonWords, lang } from './words.js'

const looks = new Map()

/** Every platform brings the look of its phones: `/page/<platform>/look.js`, see the README. */
export async function loadLooks(platforms) {
  for (const { id, title } of platforms) {
    const { look } = await import(`/page/${id}/look.js`)
    const words = { ...commonWords, ...look.words[lang] }
    words.faultNames = { ...commonWords.faultNames, ...look.words[lang].faultNames }
    looks.set(id, { ...look, id, title, words })
    if (look.hasStyle)
      document.head.append(h('link', { rel: 'stylesheet', href: `/page/${id}/look.css` }))
  }
}

export const lookOf = (platform) => looks.get(platform)
