import type { Language, Words } from '@otklik/words'
import { useSyncExternalStore } from 'react'

import { type Formats, formatsOf } from '../ui/formats.ts'
import { currentLanguage, currentWords, subscribeToLanguage } from './language.ts'

/** The texts of the interface in the reader's language. */
export function useWords(): Words['web'] {
  return useSyncExternalStore(subscribeToLanguage, currentWords)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribeToLanguage, currentLanguage)
}

/** How numbers, sizes and times are written in the reader's language. */
export function useFormats(): Formats {
  return formatsOf(useLanguage())
}
