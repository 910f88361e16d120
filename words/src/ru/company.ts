/** What a company starts with; its people may call it otherwise. */
export const company = {
  /** What an authenticator application calls us. */
  product: 'Отклик',
  everyone: 'Все сотрудники',
  /** Whose data was erased: what lists show in place of a name. */
  erasedContact: 'Данные удалены',
  /** Headings of exported tables. */
  exports: {
    name: 'Имя',
    phone: 'Телефон',
    email: 'Эл. почта',
    tags: 'Теги',
    note: 'Заметка',
    vip: 'VIP',
    barred: 'Заблокирован',
    channels: 'Каналы',
    conversations: 'Обращений',
    since: 'Известен с, UTC',
    yes: 'да',
    number: 'Номер обращения',
    channel: 'Канал',
    operator: 'Сотрудник',
    opened: 'Открыто, UTC',
    closed: 'Закрыто, UTC',
    reason: 'Причина закрытия',
    topic: 'Тематика',
    messages: 'Сообщений',
    at: 'Дата, UTC',
    author: 'Автор',
    text: 'Текст',
    bot: 'Чат-бот',
    reasons: {
      operator: 'сотрудник',
      bot: 'чат-бот',
      timeout: 'неактивность',
      spam: 'спам',
      merged: 'объединено',
      'outbound-template': 'шаблон чат-бота',
      barred: 'клиент заблокирован',
      erased: 'данные удалены',
      imported: 'перенесено',
    },
    row: 'Строка',
    outcome: 'Итог',
    why: 'Почему',
  },
  channelGroup: 'Основная',
  /** What customers are told; whoever words it otherwise is free to. */
  rating: {
    question: 'Оцените, как мы ответили: 1 — плохо, 5 — отлично',
    thanks: 'Спасибо за оценку',
  },
  /** What waits in the customer's field where links bring a text. */
  visitQuestion: 'Здравствуйте. Пишу с вашего сайта, номер заявки: {{номер заявки}}',
}
