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

/** «Почему?» */
export const decision = {
  title: 'Почему так распределено',
  failed: 'Объяснение загрузить не удалось',
  at: (moment: string) => `Решено ${moment}`,
  rules: {
    'least-loaded':
      'Наименее загруженному: выбран тот, у кого занята меньшая доля мест, а при равенстве тот, кто дольше без нового обращения',
    'round-robin': 'Равномерно: выбран тот, кому дольше всех не давали обращений',
    'all-at-once': 'Всем одновременно: предложено всем, кто может принять, обращение у первого',
    'strict-order': 'Строго по очереди: выбран первый свободный в списке группы',
    skills: 'По навыкам: выбран свободный с нужными навыками, из них наименее загруженный',
    manual: 'Ручной выбор: обращение ждёт, пока его возьмут',
    sticky: 'Закреплённый сотрудник: с этим клиентом он говорил в прошлый раз',
    'own-queue': 'Обращение ждало только этого сотрудника',
    transfer: 'Обращение передал коллега',
    reassign: 'Прежний сотрудник не в сети, обращение у наименее загруженного',
  },
  team: (name: string) => `Группа «${name}»`,
  relaxed: 'Подходящих по навыкам долго не было, поэтому спросили любого',
  candidatesTitle: 'Кандидаты',
  chosen: 'Выбор',
  asked: 'Предложено',
  load: (load: number, capacity: number) => `занято ${load} из ${capacity}`,
  idle: (duration: string) => `без нового обращения ${duration}`,
  neverAssigned: 'новых обращений ещё не было',
  couldHave: 'на линии, место есть',
  exclusions: {
    offline: 'не в сети',
    break: 'на перерыве',
    'do-not-disturb': 'просит не беспокоить',
    full: 'нет места',
    refused: 'отказ или нет ответа',
    'missing-skill': 'нет нужного навыка',
    'not-responsible': 'закреплён другой сотрудник',
  },
  before: 'Загрузка указана на момент решения',
}
