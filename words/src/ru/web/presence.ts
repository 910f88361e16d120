/** Whether somebody takes conversations, and how many they hold. */
export const presence = {
  handOver: 'Передать смену',
  status: 'Статус',
  own: (status: string) => `Ваш статус: ${status}`,
  statuses: {
    online: 'На линии',
    break: 'Перерыв',
    'do-not-disturb': 'Не беспокоить',
    offline: 'Не в сети',
  },
  helps: {
    online: 'Обращения приходят вам',
    break: 'Новых обращений нет, ваши остаются у вас',
    'do-not-disturb': 'Новых обращений нет, уведомления тоже молчат',
    offline: 'Вас нет на месте, ваши обращения могут передать',
  },
  load: (held: string, capacity: string) => `занято ${held} из ${capacity}`,
  loadShort: (held: string, capacity: string) => `${held} из ${capacity}`,
  loadHelp: 'Обращения на удержании и отложенные не считаются',
}
