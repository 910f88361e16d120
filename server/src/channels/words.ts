import type { Language } from '@otklik/words'

/** A sentence in the languages of the interface. */
export type Words = Readonly<Record<Language, string>>
