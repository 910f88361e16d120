import { plural } from './plural.ts'

/** Whom a conversation can be given to. */
export const receivers = {
  title: 'Кому передать обращение?',
  refuse: 'Не передавать',
  search: 'Сотрудник или группа',
  teams: 'Группы',
  operators: 'Сотрудники',
  members: (count: number) => plural(count, 'сотрудник', 'сотрудника', 'сотрудников'),
  online: (count: number) => `на линии ${count}`,
  noMembers: 'В группе никого нет',
  nobodyFound: (query: string) => `По запросу «${query}» никого не нашлось`,
  nobody: 'Передать пока некому: других сотрудников и групп нет',
  note: 'Заметка для того, кто примет',
  noteHelp: 'Клиент её не увидит. Можно оставить пустой',
  chooseFirst: 'Выберите сотрудника или группу',
  willWait: 'Не на линии: обращение будет ждать возвращения',
  bots: {
    title: 'Чат-боты',
    search: 'Сотрудник, группа или чат-бот',
    chooseFirst: 'Выберите сотрудника, группу или чат-бота',
    failed: 'Список чат-ботов загрузить не удалось',
    begins: 'Начнёт разговор с начала',
    off: 'Выключен',
    draft: 'Сценарий не опубликован',
    silent: 'Не отвечает',
  },
}
