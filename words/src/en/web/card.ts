import { plural } from './plural.ts'

export const card = {
  title: 'Contact card',
  since: (month: string) => `Since ${month}`,
  conversations: (count: number) => plural(count, 'conversation', 'conversations'),
  contacts: 'Contacts',
  show: 'Show',
  showPhone: 'Show the phone number',
  blocked: 'blocked the bot',
  otherOpen: 'Other open conversations',
  conversation: 'Conversation',
  operator: 'Operator',
  nobody: 'Nobody',
  channel: 'Channel',
  opened: 'Opened',
  language: 'Language',
  history: 'History',
  noText: 'No text',
  failed: 'The card could not be loaded',
  failedHelp: 'The conversation and the draft are in place',
  close: 'Close the card',
  copy: (what: string) => `Copy ${what}`,
}
