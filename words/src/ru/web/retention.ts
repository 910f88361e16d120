import { plural } from './plural.ts'

/** «Хранение данных»: for how long what customers said is kept. */
export const retention = {
  title: 'Хранение данных',
  subtitle:
    'Срок считается от закрытия обращения. Само обращение, его номер, время и оценка остаются, чтобы отчёты не менялись',
  usual: 'Для всех каналов',
  usualHelp: 'Действует там, где не заданы свои сроки',
  own: 'Свои сроки каналов',
  ownHelp: 'Канал со своими сроками не подчиняется общим',
  noChannels: 'Каналов пока нет',
  hasOwn: (name: string) => `${name}: свои сроки`,
  kinds: {
    messagesDays: 'Тексты сообщений',
    filesDays: 'Файлы',
    bodiesDays: 'Данные платформ, как они пришли',
    visitorsDays: 'Посетители сайта, от последней страницы',
  },
  kindsOf: (kind: string, channel: string) => `${kind}, ${channel}`,
  forEver: 'Бессрочно',
  usualBodies: '14 дней',
  days: (count: number) => plural(count, 'день', 'дня', 'дней'),
  preview: 'Что удалится',
  counting: 'Считаем',
  nothing: 'С этими сроками сейчас не удалится ничего',
  gone: (messages: number, conversations: number) =>
    `${plural(messages, 'сообщение', 'сообщения', 'сообщений')} из ${plural(conversations, 'обращения', 'обращений', 'обращений')}`,
  goneFiles: (files: number, size: string) =>
    `${plural(files, 'файл', 'файла', 'файлов')}, ${size}`,
  goneBodies: (bodies: number) =>
    `${plural(bodies, 'запись', 'записи', 'записей')} исходных данных`,
  goneVisitors: (visitors: number) =>
    plural(visitors, 'посетитель сайта', 'посетителя сайта', 'посетителей сайта'),
  warning: 'После сохранения это удалится в течение часа, вернуть нельзя',
  names: {
    messagesDays: 'тексты',
    filesDays: 'файлы',
    bodiesDays: 'исходные данные',
    visitorsDays: 'посетители сайта',
    channels: 'сроки каналов',
  },
  changed: 'изменены',
}
