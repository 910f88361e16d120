import { plural } from './plural.ts'

/** Outside the page: the tab's title and the desktop. */
export const notices = {
  tabTitle: (unanswered: number) => (unanswered > 0 ? `(${unanswered}) Отклик` : 'Отклик'),
  newMessage: (name: string) => `${name} ждёт ответа`,
  mentioned: (name: string) => `${name} упоминает вас в заметке`,
  transferred: (name: string) => `${name}: обращение передано вам`,
  transferredToTeam: (name: string, team: string) => `${name}: обращение передано группе «${team}»`,
  handedOver: (name: string) => `${name}: чат-бот передал обращение`,
  unanswered: (count: number) =>
    `Без ответа: ${plural(count, 'обращение', 'обращения', 'обращений')}`,
  forbidden: 'Браузер запретил уведомления. Разрешите их в настройках сайта',
  region: 'Уведомления',
}
