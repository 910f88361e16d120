import { plural } from './web/plural.ts'

const waits = (minutes: number) => `${minutes}\u00a0мин`

/** Notifications of a closed browser. */
export const push = {
  titles: {
    message: (name: string, _minutes: number) => `${name} ждёт ответа`,
    mentioned: (name: string, _minutes: number) => `${name}: вас упомянули в заметке`,
    offer: (name: string, _minutes: number) => `${name}: примите обращение`,
    assigned: (name: string, _minutes: number) => `${name}: обращение назначено вам`,
    transferred: (name: string, _minutes: number) => `${name}: обращение передано вам`,
    'handed-over': (name: string, _minutes: number) => `${name}: чат-бот передал обращение`,
    'team-told': (name: string, minutes: number) => `${name} ждёт ${waits(minutes)}, никто не взял`,
    'supervisors-told': (name: string, minutes: number) =>
      `${name} ждёт ${waits(minutes)}, группа не взяла обращение`,
    'silence-told': (name: string, minutes: number) =>
      `${name} ждёт ${waits(minutes)}, сотрудник не отвечает`,
    'sla-broken': (name: string, _minutes: number) => `${name}: нарушен SLA`,
    'low-rating': (name: string, _minutes: number) => `${name}: низкая оценка`,
  },
  number: (number: number) => `Обращение №\u00a0${number}`,
  several: (count: number) =>
    `${plural(count, 'обращение', 'обращения', 'обращений')}: нужен ответ`,
  trial: {
    title: 'Уведомления работают',
    body: 'Так вы узнаете об обращении, когда Отклик закрыт',
  },
}
