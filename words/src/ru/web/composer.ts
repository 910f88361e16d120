import { plural } from './plural.ts'

/** Platforms and the rules count it in hours, of which a day has 24. */
export const windowHours = (hours: number) => plural(hours, 'час', 'часа', 'часов')

export const composer = {
  label: 'Ответ клиенту',
  noteLabel: 'Заметка для сотрудников',
  placeholder: 'Напишите ответ',
  notePlaceholder: 'Заметку увидят только сотрудники, @ зовёт коллегу',
  mention: 'Кого позвать',
  mode: 'Кому это видно',
  reply: 'Ответ',
  note: 'Заметка',
  send: 'Отправить',
  sendAnyway: 'Отправить всё равно',
  addNote: 'Добавить',
  attach: 'Прикрепить файл',
  emoji: 'Вставить эмодзи',
  buttons: 'Добавить кнопки',
  later: 'Отправить позже',
  planned: (at: string) => `Уйдёт ${at}`,
  fileNotReady: 'Файл не загрузился. Уберите его или загрузите ещё раз',
  quickReply: 'Быстрый ответ',
  fillGaps: (names: string) => `Заполните перед отправкой: ${names}`,
  draftSaved: 'Черновик сохранён',
  typing: (name: string) => `${name} печатает`,
  alreadyAnswering: (name: string) => `${name} уже отвечает`,
  replyingTo: (author: string) => `Ответ на сообщение: ${author}`,
  cancelReply: 'Не отвечать на это сообщение',
  editing: 'Изменение отправленного',
  cancelEdit: 'Не изменять',
  saveEdit: 'Сохранить',
  dropHere: 'Отпустите, чтобы прикрепить',
  region: 'Ответ',
  tooLong: (limit: string, extra: string) => `Текст длиннее ${limit} символов, лишних ${extra}`,
  blockedTitle: 'Клиент заблокировал бота',
  blockedHelp: 'Написать можно будет, когда клиент сам пришлёт сообщение',
  barredTitle: 'Клиент заблокирован',
  barredHelp: 'Его сообщения сохраняются, но не открывают обращений и никого не тревожат',
  disconnectedTitle: 'Канал отключён',
  disconnectedHelp: 'Ответить нельзя, пока администратор не подключит его снова',
  window: 'Отвечать можно ещё',
  windowThen: 'затем только шаблоном',
  windowClosedTitle: 'Окно ответа закрыто',
  windowClosedHelp: (channel: string, hours: number) =>
    `${channel} разрешает писать ${windowHours(hours)} после сообщения клиента. Написать можно будет, когда он ответит`,
  windowClosedWithTemplates: (channel: string, hours: number) =>
    `${channel} разрешает писать ${windowHours(hours)} после сообщения клиента, выберите шаблон`,
  closedTitle: 'Обращение закрыто',
  closedHelp: 'Новое сообщение клиента откроет следующее обращение',
  closingTitle: 'Обращение закрывается',
  writeNote: 'Написать заметку',
  heldTitle: (name: string) => `Обращение в работе: ${name}`,
  heldHelp: 'Клиенту ответит тот, кто держит обращение. Заметку можете оставить и вы',
  notPermittedTitle: 'Отвечать клиентам вам не разрешено',
  notPermittedHelp: 'Это меняет администратор',
  autoTake: 'Ответ возьмёт обращение в работу',
  takeFromBot: (name: string) =>
    `Обращение ведёт чат-бот «${name}». Ваш ответ возьмёт его в работу`,
  emojiGroups: {
    faces: 'Лица',
    gestures: 'Жесты',
    hearts: 'Сердца и праздник',
    things: 'Предметы',
    signs: 'Знаки',
  },
}

export const files = {
  attached: 'Прикреплённые файлы',
  remove: (name: string) => `Убрать файл ${name}`,
  uploadAgain: (name: string) => `Загрузить ещё раз файл ${name}`,
  tooLarge: (limit: string) => `Файл больше ${limit}`,
  empty: 'Файл пустой',
  noPublicUrl: (channel: string) =>
    `${channel} сам приходит за файлами, а у сервера нет адреса в интернете`,
  notAccepted: (channel: string) => `${channel} не принимает такие файлы`,
  tooMany: (limit: number) =>
    `За раз можно прикрепить ${plural(limit, 'файл', 'файла', 'файлов')}, остальные отправьте следом`,
  failed: 'Файл не загрузился',
  waiting: 'Загрузится, когда вернётся связь',
  progress: (name: string) => `Загрузка файла ${name}`,
  limit: (kind: string, channel: string, limit: string) =>
    `${channel} принимает ${kind} до ${limit}`,
  kinds: {
    image: 'изображения',
    audio: 'аудио',
    video: 'видео',
    voice: 'голосовые сообщения',
    document: 'документы',
  },
}
