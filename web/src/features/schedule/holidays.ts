import type { ScheduleException } from '@otklik/protocol/settings'

/** Public holidays by article 112 of the Labour Code of Russia, month and day. */
const holidays = [
  { from: '01-01', to: '01-08', name: 'Новогодние каникулы и Рождество' },
  { from: '02-23', to: '02-23', name: 'День защитника Отечества' },
  { from: '03-08', to: '03-08', name: 'Международный женский день' },
  { from: '05-01', to: '05-01', name: 'Праздник Весны и Труда' },
  { from: '05-09', to: '05-09', name: 'День Победы' },
  { from: '06-12', to: '06-12', name: 'День России' },
  { from: '11-04', to: '11-04', name: 'День народного единства' },
]

/**
 * Those of the year that begins today, as days off; without what is covered already. Days off that
 * are moved are decided anew every year, and cannot be known here.
 */
export function holidaysAfter(
  today: string,
  known: readonly ScheduleException[],
): ScheduleException[] {
  const year = Number(today.slice(0, 4))
  return holidays
    .map(({ from, to, name }) => {
      const isOver = `${year}-${to}` < today
      const own = isOver ? year + 1 : year
      return { from: `${own}-${from}`, to: `${own}-${to}`, name, intervals: [] }
    })
    .filter((day) => !known.some(({ from, to }) => from <= day.to && day.from <= to))
}
