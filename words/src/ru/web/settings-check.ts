import { plural } from './plural.ts'

type Facts = Record<string, string | number>

const text = (facts: Facts, key: string): string => String(facts[key] ?? '')
const number = (facts: Facts, key: string): number => Number(facts[key] ?? 0)
const hours = (facts: Facts, key: string): string =>
  plural(number(facts, key), 'час', 'часа', 'часов')

/** Where a bot that does not answer was chosen. */
const withoutBot = (facts: Facts): string =>
  facts.tab === 'working' ? 'обращения сразу получает резерв' : 'обращения ждут рабочего дня'

/** Contradictions among the settings, and the one click that mends each. */
export const settingsCheck = {
  label: 'Замечание к настройкам',
  open: 'Открыть настройку',
  openTeam: 'Открыть группу',
  openBot: 'Открыть чат-бота',
  openChannels: 'Открыть каналы',
  replyIsOn: 'Автоответ включён',
  mendTitle: (channel: string) => `Включить автоответ в канале «${channel}»?`,
  mendWithReady: (text: string) => `В нерабочее время клиент получит: «${text}»`,
  mendWithOwn: 'В нерабочее время клиент получит автоответы, которые в нём уже написаны',
  sentences: {
    'no-backup': (f: Facts) =>
      `Обращения ждут только одного сотрудника (${text(f, 'name')}), а заменить его некому`,
    'backup-disabled': (f: Facts) =>
      `Резервный сотрудник (${text(f, 'name')}) больше не отвечает, обращения без чат-бота уходят всем`,
    'bot-gone': (f: Facts) => `Выбранный чат-бот удалён: ${withoutBot(f)}`,
    'bot-module-off': (f: Facts) =>
      `Модуль «Чат-бот» выключен, и «${text(f, 'bot')}» не отвечает: ${withoutBot(f)}`,
    'bot-disabled': (f: Facts) => `Чат-бот «${text(f, 'bot')}» выключен: ${withoutBot(f)}`,
    'bot-not-published': (f: Facts) =>
      `Сценарий чат-бота «${text(f, 'bot')}» не опубликован: ${withoutBot(f)}`,
    'bot-without-buttons': (f: Facts) =>
      `Кнопок чат-бота «${text(f, 'bot')}» клиент здесь не увидит. Как их разрешить, сказано вверху страницы`,
    'empty-backup': (f: Facts) =>
      text(f, 'backup')
        ? `В резервной группе «${text(f, 'backup')}» никто не отвечает`
        : `У группы «${text(f, 'team')}» нет резервной группы, на которую она рассчитывает`,
    'receiver-disabled': (f: Facts) =>
      `Принимающий сотрудник (${text(f, 'name')}) больше не отвечает, обращения уходят всем`,
    'empty-team': (f: Facts) =>
      `В принимающей группе «${text(f, 'team')}» никто не отвечает, обращения уходят всем`,
    'nobody-on-line': (f: Facts) =>
      `Сейчас рабочее время, а в группе «${text(f, 'team')}» никого нет на линии`,
    'off-hours-gap': () => 'В нерабочее время клиенту никто не ответит',
    'no-off-hours-replies': () => 'Автоответы в нерабочее время включены, но ни одного нет',
    'closing-after-window': (f: Facts) =>
      `Сообщение при закрытии не дойдёт: через ${hours(f, 'hours')} тишины писать клиенту уже нельзя, платформа даёт ${hours(f, 'window')}`,
    'reply-after-close': (f: Facts) =>
      `Автоответ ${text(f, 'number')} не сработает: обращение закроется раньше, через ${hours(f, 'hours')}`,
    'reply-outlasts-hours': (f: Facts) =>
      `Автоответ ${text(f, 'number')} не сработает: его время всегда приходится на другие часы`,
    'reply-without-hours': () =>
      'Эти автоответы не сработают: по расписанию нерабочего времени нет',
    'uncovered-holiday': (f: Facts) =>
      `В выходные «${text(f, 'name')}» клиентам никто не ответит: ${text(f, 'channels')}`,
    'never-open': () => 'В расписании нет рабочего времени: обращения не получит никто',
  },
  mends: {
    'no-backup': 'Передать группе «Все»',
    'backup-disabled': 'Передать группе «Все»',
    'bot-gone': 'Обойтись без чат-бота',
    'bot-module-off': 'Обойтись без чат-бота',
    'bot-disabled': 'Обойтись без чат-бота',
    'bot-not-published': 'Обойтись без чат-бота',
    'bot-without-buttons': '',
    'empty-backup': 'Исправить резерв',
    'receiver-disabled': 'Передать группе «Все»',
    'empty-team': 'Передать группе «Все»',
    'nobody-on-line': '',
    'off-hours-gap': 'Включить автоответ',
    'no-off-hours-replies': 'Добавить автоответ',
    'closing-after-window': 'Закрывать раньше',
    'reply-after-close': 'Закрывать позже',
    'reply-outlasts-hours': 'Убрать автоответ',
    'reply-without-hours': 'Выключить автоответы',
    'uncovered-holiday': 'Включить автоответ',
    'never-open': '',
  },
}
