import { useMemo } from 'react'

import { useLanguage } from '../../words/index.ts'

/** A point of time on an axis: «12 нояб.», or «ноябрь 2026» of a long period. */
export function useDayText(step: 'day' | 'month'): (day: string) => string {
  const language = useLanguage()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
      // Days are the company's: they are read as they are written.
      timeZone: 'UTC',
      ...(step === 'day'
        ? { day: 'numeric', month: 'short' }
        : { month: 'short', year: 'numeric' }),
    })
    return (day) => format.format(new Date(`${day}T00:00:00Z`)).replace(/\.$/, '')
  }, [language, step])
}
