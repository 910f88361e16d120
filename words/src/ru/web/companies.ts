import { plural } from './plural.ts'

/** Companies of the installation, for whoever looks after it. */
export const companies = {
  list: 'Компании этой установки',
  count: (count: number) => plural(count, 'компания', 'компании', 'компаний'),
  create: 'Создать компанию',
  creating: 'Создаём',
  createHelp:
    'Владелец получит приглашение. В компании есть всё для начала: группа, расписание, роли',
  columns: {
    name: 'Компания',
    people: 'Сотрудники',
    channels: 'Каналы',
    created: 'Создана',
    state: 'Состояние',
    actions: 'Действия',
  },
  people: (count: number) => plural(count, 'сотрудник', 'сотрудника', 'сотрудников'),
  channels: (count: number) => plural(count, 'канал', 'канала', 'каналов'),
  here: 'вы здесь',
  states: {
    works: 'Работает',
    suspended: 'Приостановлена',
    waits: 'Ждёт владельца',
    demo: 'Демонстрация',
  },
  invited: (name: string, email: string) => `Приглашение для ${name}, ${email}`,
  actionsOf: (name: string) => `Действия: ${name}`,
  companyName: 'Название компании',
  ownerName: 'Имя владельца',
  ownerEmail: 'Почта владельца',
  inviteAgain: 'Пригласить снова',
  suspend: 'Приостановить',
  suspendTitle: (name: string) => `Приостановить компанию «${name}»?`,
  suspendHelp:
    'Сотрудники смогут только читать. Ничего не отправится и не раздастся. Сообщения клиентов сохранятся и придут, когда вы возобновите работу',
  keep: 'Не приостанавливать',
  suspended: (name: string) => `Компания «${name}» приостановлена`,
  resume: 'Возобновить',
  resumed: (name: string) => `Компания «${name}» снова работает`,
  alone: 'Других компаний нет',
  notYours: 'Этот раздел — для владельца установки',
  notYoursHelp: 'Право на него передаёт команда grant-installation на сервере',
}
