import { plural } from './plural.ts'

type Facts = Record<string, string | number>

const text = (facts: Facts, key: string): string => String(facts[key] ?? '')
const hours = (facts: Facts, key: string): string =>
  plural(Number(facts[key] ?? 0), 'hour', 'hours')

/** Where a bot that does not answer was chosen. */
const withoutBot = (facts: Facts): string =>
  facts.tab === 'working' ? 'the backup receives at once' : 'conversations wait for the working day'

export const settingsCheck = {
  label: 'A remark about the settings',
  open: 'Open the setting',
  openTeam: 'Open the team',
  openBot: 'Open the bot',
  openChannels: 'Open the channels',
  replyIsOn: 'The reply is switched on',
  mendTitle: (channel: string) => `Switch a reply on in “${channel}”?`,
  mendWithReady: (text: string) => `Off hours the customer gets: “${text}”`,
  mendWithOwn: 'Off hours the customer gets the replies that are already written there',
  sentences: {
    'no-backup': (f: Facts) =>
      `Conversations wait for one operator only (${text(f, 'name')}), and nobody stands in`,
    'backup-disabled': (f: Facts) =>
      `The backup operator (${text(f, 'name')}) no longer answers: without the bot, everybody receives`,
    'bot-gone': (f: Facts) => `The chosen bot was deleted: ${withoutBot(f)}`,
    'bot-module-off': (f: Facts) =>
      `The module “Chat-bot” is off, and “${text(f, 'bot')}” does not answer: ${withoutBot(f)}`,
    'bot-disabled': (f: Facts) => `The bot “${text(f, 'bot')}” is switched off: ${withoutBot(f)}`,
    'bot-not-published': (f: Facts) =>
      `The scenario of the bot “${text(f, 'bot')}” is not published: ${withoutBot(f)}`,
    'bot-without-buttons': (f: Facts) =>
      `Customers do not see the buttons of “${text(f, 'bot')}” here. How to allow them stands above`,
    'empty-backup': (f: Facts) =>
      text(f, 'backup')
        ? `Nobody answers in the backup team “${text(f, 'backup')}”`
        : `The team “${text(f, 'team')}” relies on a backup team that it does not have`,
    'receiver-disabled': (f: Facts) =>
      `The receiving operator (${text(f, 'name')}) no longer answers; everybody gets the conversations`,
    'empty-team': (f: Facts) =>
      `Nobody answers in the receiving team “${text(f, 'team')}”; everybody gets the conversations`,
    'nobody-on-line': (f: Facts) =>
      `It is working time, and nobody of “${text(f, 'team')}” is on the line`,
    'off-hours-gap': () => 'Off hours nobody answers the customer',
    'no-off-hours-replies': () => 'Automatic replies are on for off hours, and there is none',
    'closing-after-window': (f: Facts) =>
      `The closing message will not arrive: after ${hours(f, 'hours')} of silence the platform, which allows ${hours(f, 'window')}, takes nothing`,
    'reply-after-close': (f: Facts) =>
      `Automatic reply ${text(f, 'number')} is never sent: the conversation is closed before it, after ${hours(f, 'hours')}`,
    'reply-outlasts-hours': (f: Facts) =>
      `Automatic reply ${text(f, 'number')} is never sent: it always falls into other hours`,
    'reply-without-hours': () =>
      'These automatic replies are never sent: the schedule has no off hours',
    'uncovered-holiday': (f: Facts) =>
      `Nobody answers customers on the days off “${text(f, 'name')}”: ${text(f, 'channels')}`,
    'never-open': () => 'The schedule has no working time: nobody gets conversations',
  },
  mends: {
    'no-backup': 'Give to everybody',
    'backup-disabled': 'Give to everybody',
    'bot-gone': 'Do without the bot',
    'bot-module-off': 'Do without the bot',
    'bot-disabled': 'Do without the bot',
    'bot-not-published': 'Do without the bot',
    'bot-without-buttons': '',
    'empty-backup': 'Mend the backup',
    'receiver-disabled': 'Give to everybody',
    'empty-team': 'Give to everybody',
    'nobody-on-line': '',
    'off-hours-gap': 'Switch a reply on',
    'no-off-hours-replies': 'Add a reply',
    'closing-after-window': 'Close earlier',
    'reply-after-close': 'Close later',
    'reply-outlasts-hours': 'Remove the reply',
    'reply-without-hours': 'Switch replies off',
    'uncovered-holiday': 'Switch a reply on',
    'never-open': '',
  },
}
