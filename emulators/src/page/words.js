/** Of the page itself, and of every phone whose look says nothing else. */
const RU = {
  title: 'Песочница',
  subtitle: 'Ненастоящие мессенджеры: проверяйте что угодно, клиенты этого не увидят',
  contactCentre: 'Контакт-центр',
  addPhone: 'Телефон',
  onePhone: '1 телефон',
  phones: { one: '# телефон', few: '# телефона', many: '# телефонов', other: '# телефона' },
  typing: 'печатает',
  noNetwork: 'нет сети',
  offlineBar: 'Нет сети, сообщения ждут',
  message: 'Сообщение',
  send: 'Отправить',
  attach: 'Прикрепить',
  record: 'Записать голосовое',
  recording: 'Запись',
  stopRecording: 'Отправить запись',
  cancel: 'Отменить',
  goOffline: 'Отключить сеть',
  goOnline: 'Включить сеть',
  removePhone: 'Убрать телефон',
  more: 'Действия с телефоном',
  file: 'Фото или файл',
  samplePhoto: 'Образец фото',
  sticker: 'Стикер',
  chat: 'Сообщения',
  location: 'Геопозиция',
  contact: 'Свой контакт',
  reply: 'Ответить',
  edit: 'Изменить',
  delete: 'Удалить',
  messageActions: 'Действия с сообщением',
  edited: 'изменено',
  deleted: 'Сообщение удалено',
  waiting: 'Ждёт сети',
  noPhones: 'Телефонов пока нет',
  noPhonesHelp: 'Добавьте телефон: это клиент, который вам напишет',
  faults: 'Сбои',
  closeFaults: 'Закрыть',
  reset: 'Сбросить',
  journal: 'Журнал',
  allPhones: 'все телефоны',
  thisPhone: 'этот телефон',
  emptyJournal: 'Здесь появятся вызовы между Откликом и мессенджером',
  copy: 'Скопировать',
  copied: 'Скопировано',
  newPhone: 'Новый телефон',
  messenger: 'Мессенджер',
  clientName: 'Имя клиента',
  companyNameHelp: 'Токен появится в правой колонке: вставьте его в настройки канала',
  create: 'Добавить',
  notSent: 'Не отправлено',
  lostConnection: 'Нет связи с песочницей. Показано последнее известное',
  unknownLink: 'В песочнице нет бота или номера, на который ведёт ссылка',
  seconds: 'с',
  oneOf: '1 из',
  faultNames: {
    offline: ['Телефон без сети', 'Сообщения ждут с обеих сторон'],
    'lost-update': ['Терять входящие события', 'Сообщение есть, вебхука нет'],
    'answer-lost': ['Обрывать соединение при отправке', 'Ответ не приходит, сообщение доставлено'],
    reorder: ['Менять порядок событий', 'Новые обгоняют задержанное'],
    'server-error': ['Сбой на стороне мессенджера', '502 и страница вместо ответа'],
    unanswered: ['Не отвечать', 'Сообщение не доставлено, ответа нет'],
    garbage: ['Отвечать мусором', '200 и оборванный JSON, сообщение доставлено'],
  },
}

const EN = {
  title: 'Sandbox',
  subtitle: 'Pretend messengers: try anything, customers will not see it',
  contactCentre: 'Contact centre',
  addPhone: 'Phone',
  onePhone: '1 phone',
  phones: { one: '# phone', other: '# phones' },
  typing: 'typing',
  noNetwork: 'offline',
  offlineBar: 'No network, messages wait',
  message: 'Message',
  send: 'Send',
  attach: 'Attach',
  record: 'Record a voice message',
  recording: 'Recording',
  stopRecording: 'Send the recording',
  cancel: 'Cancel',
  goOffline: 'Turn the network off',
  goOnline: 'Turn the network on',
  removePhone: 'Remove the phone',
  more: 'Phone actions',
  file: 'Photo or file',
  samplePhoto: 'Sample photo',
  sticker: 'Sticker',
  chat: 'Messages',
  location: 'Location',
  contact: 'Own contact',
  reply: 'Reply',
  edit: 'Edit',
  delete: 'Delete',
  messageActions: 'Message actions',
  edited: 'edited',
  deleted: 'Message deleted',
  waiting: 'Waits for the network',
  noPhones: 'No phones yet',
  noPhonesHelp: 'Add a phone: a customer who will write to you',
  faults: 'Faults',
  closeFaults: 'Close',
  reset: 'Reset',
  journal: 'Journal',
  allPhones: 'all phones',
  thisPhone: 'this phone',
  emptyJournal: 'Calls between Otklik and the messenger appear here',
  copy: 'Copy',
  copied: 'Copied',
  newPhone: 'New phone',
  messenger: 'Messenger',
  clientName: 'Customer name',
  companyNameHelp: 'Its token appears in the right column: paste it into the channel settings',
  create: 'Add',
  notSent: 'Not sent',
  lostConnection: 'The sandbox is unreachable. Showing what was known last',
  unknownLink: 'The sandbox has no bot or number that this link leads to',
  seconds: 's',
  oneOf: '1 in',
  faultNames: {
    offline: ['Phone without network', 'Messages wait on both sides'],
    'lost-update': ['Lose incoming updates', 'The message exists, the webhook does not come'],
    'answer-lost': ['Drop the connection on send', 'No answer, the message is delivered'],
    reorder: ['Reorder updates', 'Later ones pass the one held back'],
    'server-error': ['Messenger failure', '502 and a page instead of an answer'],
    unanswered: ['Do not answer', 'Not delivered, no answer'],
    garbage: ['Answer with garbage', '200 and broken JSON, the message is delivered'],
  },
}

const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language
export const lang = asked.startsWith('en') ? 'en' : 'ru'
export const commonWords = lang === 'en' ? EN : RU
export const words = commonWords

const rules = new Intl.PluralRules(lang)

export function countPhones(count) {
  const forms = words.phones
  return (forms[rules.select(count)] ?? forms.other).replace('#', String(count))
}

const clock = new Intl.DateTimeFormat(lang, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const precise = new Intl.DateTimeFormat(lang, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

export const formatTime = (at) => clock.format(at)
export const formatSeconds = (at) => precise.format(at)

export function formatSize(bytes) {
  const units = lang === 'en' ? ['B', 'KB', 'MB'] : ['Б', 'КБ', 'МБ']
  const power = bytes < 1024 ? 0 : bytes < 1 << 20 ? 1 : 2
  const amount = (bytes / 1024 ** power).toLocaleString(lang, {
    maximumFractionDigits: power - 1 < 0 ? 0 : 1,
  })
  return `${amount}\u00a0${units[power]}`
}
