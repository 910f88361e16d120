import { plural } from './plural.ts'

/** The bar about the connection. */
export const feed = {
  offline: (time: string) => `Нет связи. Показаны данные на ${time}`,
  offlineWithoutData: 'Нет связи. Показывать пока нечего',
  catchingUp: (count: number) =>
    count > 0
      ? `Связь есть, догоняем: ${plural(count, 'событие', 'события', 'событий')}`
      : 'Связь есть, догоняем',
  retryNow: 'Соединить сейчас',
}
