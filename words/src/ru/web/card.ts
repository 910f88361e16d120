import { plural } from './plural.ts'

export const card = {
  title: 'Карточка клиента',
  since: (month: string) => `С ${month}`,
  conversations: (count: number) => plural(count, 'обращение', 'обращения', 'обращений'),
  contacts: 'Контакты',
  show: 'Показать',
  showPhone: 'Показать номер телефона',
  blocked: 'заблокировал бота',
  otherOpen: 'Другие открытые обращения',
  conversation: 'Обращение',
  operator: 'Сотрудник',
  nobody: 'Никто',
  channel: 'Канал',
  opened: 'Открыто',
  language: 'Язык',
  history: 'История',
  noText: 'Без текста',
  failed: 'Карточку загрузить не удалось',
  failedHelp: 'Обращение и черновик на месте',
  close: 'Закрыть карточку',
  copy: (what: string) => `Скопировать ${what}`,
}
