import { look as whatsapp } from '/page/whatsapp/look.js'
import { words as en } from './words-en.js'
import { words as ru } from './words-ru.js'

/** The phone is the same; only the company's side is another provider's. */
export const look = {
  ...whatsapp,
  companies: 'subjects',
  words: { ru: merge(whatsapp.words.ru, ru), en: merge(whatsapp.words.en, en) },
  faults: whatsapp.faults
    .filter((fault) => fault !== 'bad-signature')
    .map((fault) => (fault.kind === 'refuse-late' ? { kind: 'refuse-late' } : fault)),
  labelOf: ({ name, subject }) => `${name} (${subject})`,
}

function merge(words, own) {
  return { ...words, ...own, faultNames: { ...words.faultNames, ...own.faultNames } }
}
