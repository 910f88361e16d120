import { plural } from './plural.ts'

/** A conversation that waits for «Принять». */
export const offer = {
  title: 'Предложено вам',
  accept: 'Принять',
  decline: 'Отклонить',
  acceptNamed: (name: string) => `Принять обращение: ${name}`,
  declineNamed: (name: string) => `Отклонить обращение: ${name}`,
  look: (name: string) => `Посмотреть обращение: ${name}`,
  timeIsUp: 'Время вышло',
  toAll: (count: number) =>
    `Предложено ${plural(count, 'сотруднику', 'сотрудникам', 'сотрудникам')}`,
  toYou: 'Предложено вам',
  replyAccepts: 'Ответ тоже примет',
  notice: (name: string) => `Предложено обращение: ${name}`,
  assignedNotice: (name: string) => `Назначено вам: ${name}`,
  gone: {
    taken: (contact: string, holder: string) => `${contact}: обращение уже у сотрудника ${holder}`,
    passed: (contact: string) => `${contact}: время вышло, обращение снова в очереди`,
    closed: (contact: string) => `${contact}: обращение закрыто`,
    withdrawn: (contact: string) => `${contact}: предложение снято`,
  },
}

/** «Передать». */
export const transfer = {
  act: 'Передать',
  done: (name: string) => `Передано: ${name}`,
  returned: (name: string) => `Обращение вернулось в очередь: ${name}`,
}

/** «На удержании» and «Отложить». */
export const pause = {
  act: 'Удержать или отложить',
  title: 'Отложить обращение',
  hold: 'На удержание',
  holdHelp: 'Пока не возобновите или клиент не напишет',
  resume: 'Возобновить',
  held: 'На удержании',
  until: (moment: string) => `до ${moment}`,
  snoozedUntil: (moment: string) => `Отложено до ${moment}`,
  inAnHour: 'Через час',
  inThreeHours: 'Через 3\u00a0часа',
  tonight: 'Сегодня вечером',
  tomorrow: 'Завтра утром',
  monday: 'В понедельник утром',
  exactly: 'Другое время',
  set: 'Отложить',
  inThePast: 'Это время уже прошло. Выберите будущее',
  whenWritten: 'Если клиент напишет раньше, обращение вернётся в работу',
}
