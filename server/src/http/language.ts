import type { Language } from '@otklik/words'
import type { FastifyRequest } from 'fastify'

/**
 * The language of whoever asks. The header alone decides, for refusals as for data: our interface
 * sends the language its reader has chosen, and other clients have no preferences here.
 */
export function readersLanguage({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  return languageOf(headers['accept-language'])
}

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
