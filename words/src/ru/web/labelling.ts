import { plural } from './plural.ts'

/** Choosing topics and tags, acting on several conversations. */
export const labelling = {
  titles: { topic: 'Тематика', tag: 'Теги' },
  search: { topic: 'Найти тематику', tag: 'Найти тег' },
  add: (name: string) => `Добавить «${name}»`,
  nothing: {
    topic: 'Тематик пока нет. Их заводит супервизор в настройках',
    tag: 'Тегов пока нет. Их заводит супервизор в настройках',
  },
  nothingFound: (query: string) => `По запросу «${query}» ничего не нашлось`,
  topicFirst: 'Перед закрытием выберите тематику',
}

export const bulk = {
  region: 'Действия с выбранными',
  selected: (count: number) => `Выбрано ${count}`,
  transfer: 'Передать',
  close: 'Закрыть',
  spam: 'Спам',
  tags: 'Теги',
  snooze: 'Отложить',
  clear: 'Снять выбор',
  transferTitle: (count: number) =>
    `Передать ${plural(count, 'обращение', 'обращения', 'обращений')}?`,
  done: {
    close: (count: number) => plural(count, 'закрыто', 'закрыты', 'закрыто'),
    spam: (count: number) => `${count} — спам`,
    transfer: (count: number) => plural(count, 'передано', 'переданы', 'передано'),
    snooze: (count: number) => plural(count, 'отложено', 'отложены', 'отложено'),
    label: (count: number) => plural(count, 'помечено', 'помечены', 'помечено'),
    undo: (count: number) => plural(count, 'возвращено', 'возвращены', 'возвращено'),
  },
  failed: (count: number, reason: string) => `${count}\u00a0— нет: ${reason}`,
  mostAtOnce: (count: number) => `За один раз — до ${count} обращений`,
}
