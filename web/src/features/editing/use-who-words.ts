import { useFormats, useWords } from '../../words/index.ts'
import type { Who } from './who-changed.ts'

/** «Настройки изменил Пётр Гущин в 14:20» */
export function useWhoWords(): (who: Who) => string {
  const { editing: words } = useWords()
  const formats = useFormats()
  return ({ by, at }) => {
    if (!by) return words.conflict
    if (!at) return words.conflictBy(by)
    const isToday = at.toDateString() === new Date().toDateString()
    return isToday
      ? words.conflictByAt(by, formats.time(at))
      : words.conflictByOn(by, formats.moment(at))
  }
}
