import { windowHours } from './composer.ts'

/** System lines; what stands between ** is bold. */
export const system = {
  opened: 'Обращение открыто',
  openedOn: (channel: string) => `Обращение открыто: **${channel}**`,
  continued: (number: string) =>
    number ? `Продолжение обращения **№\u00a0${number}**` : 'Продолжение предыдущего обращения',
  started: (payload: string) =>
    payload ? `Клиент запустил бота по ссылке **${payload}**` : 'Клиент запустил бота',
  pressed: (label: string) => `Клиент нажал **«${label}»**`,
  began: (who: string) => `Первым написал сотрудник: **${who}**`,
  taken: (who: string) => `Взято в работу: **${who}**`,
  returned: (who: string) => (who ? `Возвращено в очередь: **${who}**` : 'Возвращено в очередь'),
  closed: (who: string) => (who ? `Закрыто: **${who}**` : 'Обращение закрыто'),
  closedByTimeout: (silence: string) =>
    silence ? `Закрыто по неактивности: ${silence} без сообщений` : 'Закрыто по неактивности',
  closedByBot: (bot: string) => (bot ? `Закрыто чат-ботом **«${bot}»**` : 'Закрыто чат-ботом'),
  closedAsSpam: (who: string) => (who ? `Закрыто как спам: **${who}**` : 'Закрыто как спам'),
  closedAsBarred: (who: string) => `Закрыто: клиента заблокировал **${who}**`,
  closedAsErased: (who: string) => `Закрыто: данные клиента удалил **${who}**`,
  closedBefore: 'Обращение перенесено из другой системы',
  visitConfirmed: (name: string, number: string, source: string) =>
    `Обращение связано с визитом ${number}: ${source}. Подтвердил сотрудник ${name}`,
  closeInterrupted: 'Клиент написал, обращение остаётся открытым',
  'contact-blocked': 'Клиент заблокировал бота',
  'contact-unblocked': 'Клиент снова принимает сообщения',
  'channel-disconnected': (channel: string) =>
    channel ? `Канал **${channel}** отключён` : 'Канал отключён',
  waitsForOpening: 'Нерабочее время: обращение ждёт открытия',
  released: 'Рабочее время началось, обращение в очереди',
  offered: (who: string) => `Предложено: **${who}**`,
  offeredToAll: (who: string) => `Предложено всем: **${who}**`,
  accepted: (who: string) => `Принято: **${who}**`,
  declined: (who: string) => `Отклонено: **${who}**`,
  notAccepted: (who: string, wait: string) => `Не принято за ${wait}: **${who}**`,
  assigned: (who: string) => `Назначено: **${who}**`,
  byRule: {
    'least-loaded': 'наименее загружен',
    'round-robin': 'равномерно',
    'strict-order': 'строго по очереди',
    skills: 'по навыкам',
    sticky: 'закреплённый сотрудник',
    reassign: 'прежний сотрудник не в сети',
  },
  notAnswered: (who: string) => `Нет ответа в срок: **${who}**, обращение снова в очереди`,
  nobodyAnswered: 'Никто не принял, обращение ждёт в очереди',
  movedToBackup: (name: string) => `Передано резервной группе **«${name}»**`,
  receiverChanged: (name: string) => `Получатель изменён: **${name}**`,
  botTook: (bot: string) => `Обращение ведёт чат-бот **«${bot}»**`,
  givenToBot: (who: string, bot: string) => `Передано чат-боту: **${who}** → **«${bot}»**`,
  botHandedOver: (bot: string, to: string) => `Чат-бот **«${bot}»** передал обращение: **${to}**`,
  botUnavailable: (bot: string, to: string) =>
    bot
      ? `Чат-бот **«${bot}»** недоступен, обращение передано: **${to}**`
      : `Чат-бот недоступен, обращение передано: **${to}**`,
  supervisorsTold: (minutes: string) =>
    `Никто не взял за ${minutes}\u00a0мин, супервизоры предупреждены`,
  teamTold: (team: string, minutes: string) =>
    `Никто не взял за ${minutes}\u00a0мин, группа **«${team}»** предупреждена`,
  silenceTold: (who: string, minutes: string) =>
    `Нет ответа ${minutes}\u00a0мин: **${who}**, супервизоры предупреждены`,
  slaBroken: {
    first: (within: string) => `SLA нарушен: нет первого ответа за ${within}`,
    next: (within: string) => `SLA нарушен: нет ответа за ${within}`,
    resolution: (within: string) => `SLA нарушен: вопрос не решён за ${within}`,
  },
  transferUndone: (who: string) => `Передача отменена: **${who}**`,
  transferred: (from: string, to: string) => `Передано: **${from}** → **${to}**`,
  transferredToTeam: (from: string, team: string) => `Передано: **${from}** → группа **«${team}»**`,
  assigneeAway: (who: string) => `Не в сети: **${who}**, обращение снова в очереди`,
  assigneeGone: (who: string) => `Доступ закрыт: **${who}**, обращение снова в очереди`,
  held: (who: string) => `На удержании: **${who}**`,
  resumed: (who: string) =>
    who ? `Снова в работе: **${who}**` : 'Клиент написал, обращение снова в работе',
  snoozed: (who: string, until: string) => `Отложено до ${until}: **${who}**`,
  windowClosed: (hours: number) => `Сообщение не отправлено: окно ${windowHours(hours)} закрыто`,
  rated: (mark: string) => `Клиент поставил оценку: **${mark}**`,
  snoozeOver: 'Срок вышел, обращение снова в работе',
  plannedNotSent: (author: string, reason: string) =>
    `Отложенное сообщение не отправлено (**${author}**): ${reason}`,
  plannedReasons: {
    'conversation-closed': 'обращение закрыто',
    'contact-blocked': 'клиент заблокировал бота',
    'channel-disconnected': 'канал отключён',
    'window-closed': 'окно ответа закрыто',
    'not-yours': (name: string) => `обращение ведёт **${name}**`,
    'with-bot': (name: string) => `обращение ведёт чат-бот **«${name}»**`,
    'author-gone': (name: string) => `у автора (**${name}**) больше нет доступа`,
  },
  topicChanged: (who: string, from: string, to: string) =>
    to ? `Тематика: **${from}** → **${to}**, ${who}` : `Тематика **${from}** снята: ${who}`,
  answerWaived: (who: string) => `Ответ не нужен: **${who}**`,
  answerOwed: (who: string) => `Ответ всё же нужен: **${who}**`,
  notSpam: (who: string) => `Не спам: **${who}**`,
  continuesFrom: (channel: string, number: string) =>
    `Продолжение из канала **${channel}**, обращение **№\u00a0${number}**`,
  continuedElsewhere: (channel: string, number: string) =>
    `Продолжено в канале **${channel}**, обращение **№\u00a0${number}**`,
  formFilled: 'Клиент заполнил форму',
  formFields: { name: 'имя', phone: 'телефон', email: 'почта' },
  questionChosen: (question: string) => `Вопрос клиента: **${question}**`,
  openLink: 'Открыть',
  why: 'Почему?',
  /** Several names, when there are too many to read. */
  andMore: (names: string, count: number) => `${names} и\u00a0ещё\u00a0${count}`,
  unknown: 'Событие, которое мы пока не показываем',
}
