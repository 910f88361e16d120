/** Ready scenarios of chat-bots, as their gallery calls them. */
export const gallery = {
  greeting: {
    title: 'Приветствие и тема',
    description: 'Здоровается, спрашивает тему кнопками и передаёт обращение сотрудникам',
  },
  'order-status': {
    title: 'Статус заказа',
    description: 'Спрашивает номер заказа и узнаёт его статус HTTP-запросом',
  },
  'off-hours': {
    title: 'Контакты в нерабочее время',
    description: 'Собирает вопрос, телефон и удобное время, утром передаёт их сотрудникам',
  },
}
