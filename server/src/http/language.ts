import type { Language } from '@otklik/words'

/** The reader's language by `Accept-Language`; Russian unless English is asked for first. */
export function languageOf(header: string | undefined): Language {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    return { tag: tag.split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 }
  })
  const known = ranges.filter(({ tag, quality }) => /^(ru|en)$/.test(tag ?? '') && quality > 0)
  known.sort((one, other) => other.quality - one.quality)
  return known[0]?.tag === 'en' ? 'en' : 'ru'
}
