import { plural } from './plural.ts'

/** Chat-bots: the list of them, making one, and the page of one that is a program. */
export const list = {
  title: 'Chat-bots',
  help: 'They answer customers, hand conversations over to people and close them',
  create: 'Create a chat-bot',
  empty: 'There are no chat-bots yet',
  emptyHelp:
    'A chat-bot meets the customer, finds out what is needed and hands over to whoever can help',
  off: 'Chat-bots are switched off',
  offHelp: 'The scenarios are kept. Channels with a chat-bot hand over to their backup',
  kinds: { scenario: 'Scenario', webhook: 'External bot' },
  states: {
    works: 'Answers',
    disabled: 'Switched off',
    'not-published': 'Not published',
    unavailable: 'Unavailable',
  },
  troubles: {
    disabled: 'switched off',
    'not-published': 'not published',
    refused: 'its program refused',
    unreachable: 'its program cannot be reached',
    'no-answer': 'did not answer in time',
  },
  unavailable: (reason: string, since: string) => `Unavailable: ${reason}, since ${since}`,
  unavailableShort: (reason: string) => `Unavailable: ${reason}`,
  backupTakes:
    'The channel’s backup takes its conversations. We ask every minute, it comes back by itself',
  publishedAt: (moment: string) => `Published ${moment}`,
  neverPublished: 'Not published yet: customers do not see it',
  isAhead: 'There are changes that are not published',
  receives: (names: string) => `Receives conversations: ${names}`,
  offHours: (names: string) => `Off hours: ${names}`,
  unused: 'No channel has chosen it',
  holds: (count: number) => `holds ${plural(count, 'conversation', 'conversations')}`,
  holdsNone: 'holds no conversations now',
  open: 'Open',
  openOf: (name: string) => `Open the chat-bot “${name}”`,
  actionsOf: (name: string) => `Actions: ${name}`,
  enable: 'Switch on',
  disable: 'Switch off',
  disableTitle: (name: string) => `Switch the chat-bot “${name}” off?`,
  disableHelp: (held: number) =>
    held > 0
      ? `The backup takes ${plural(held, 'conversation', 'conversations')} at once, and all new ones`
      : 'New conversations go to the channel’s backup, the scenario is kept',
  keepOn: 'Leave it on',
  enabled: (name: string) => `The chat-bot “${name}” is switched on`,
  disabled: (name: string) => `The chat-bot “${name}” is switched off`,
  rename: 'Rename',
  name: 'Name of the chat-bot',
  nameHelp: 'Customers and operators see it',
  renaming: 'Saving',
  delete: 'Delete the chat-bot',
  deleteTitle: (name: string) => `Delete the chat-bot “${name}”?`,
  deleteHelp: {
    scenario: 'Its scenario and the history of its availability go. Conversations keep its name',
    webhook:
      'Its address, keys and the history of its availability go. Conversations keep its name',
  },
  deleteUsed: (channels: string) =>
    `These channels have chosen it: ${channels}. Their backups take the conversations`,
  deleteHeld: (count: number) =>
    `The backup takes ${plural(count, 'conversation', 'conversations')} at once`,
  deleteConsent: 'I understand that it cannot be brought back',
  keep: 'Do not delete',
  deleted: (name: string) => `The chat-bot “${name}” is deleted`,
  unknown: 'There is no such chat-bot',
  unknownHelp: 'Perhaps it was deleted',
}

export const making = {
  title: 'New chat-bot',
  from: 'What to begin with',
  origins: {
    nothing: 'An empty sheet',
    gallery: 'A ready scenario',
    file: 'A file',
    program: 'External bot',
  },
  originHelp: {
    nothing: 'You put the steps together',
    gallery: 'We copy the scenario, then change it as you like',
    file: 'A scenario that was saved in another company or in another chat-bot',
    program: 'Your program: we ask it over the network and pass its answers on to the customer',
  },
  ready: 'Ready scenario',
  noReady: 'There are no ready scenarios',
  chooseFile: 'Choose a file',
  otherFile: 'Another file',
  fileChosen: (name: string, steps: number) => `${name}: ${plural(steps, 'step', 'steps')}`,
  notScenario: 'This file holds no scenario of a chat-bot. It has to be a file saved from here',
  noFile: 'Choose a file with a scenario',
  noReadyChosen: 'Choose a ready scenario',
  url: 'Address of the program',
  urlHelp: 'Events of conversations go there. The address begins with https://',
  create: 'Create',
  creating: 'Creating',
  createdTitle: 'The chat-bot is created',
  createdHelp: 'Keep them now: they cannot be shown again',
  toBot: 'Open the chat-bot',
}

export const program = {
  connection: 'Connection to the program',
  connectionHelp: 'Where events of conversations go, and how long to wait for an answer',
  answerWithin: 'How long to wait for an answer, seconds',
  answerWithinHelp: 'From 5 to 120. Then the backup takes the conversation',
  notWhole: 'A whole number from 5 to 120 is needed',
  names: { name: 'name', url: 'address of the program', answerWithinS: 'answer time' },
  keys: 'Keys',
  keysHelp:
    'With the key the program answers us; by the signature we prove that an event is from us',
  key: 'Key of the program',
  keyMask: '••••••••••••',
  keyHidden: 'It cannot be shown, but it can be replaced',
  replace: 'Replace',
  replaceOf: (what: string) => `Replace: ${what}`,
  replaceTitle: { key: 'Replace the key of the program?', secret: 'Replace the signing secret?' },
  replaceHelp: {
    key: 'The old one stops working at once: the program cannot answer until it knows the new one',
    secret:
      'The next event is signed by the new one: a program that knows only the old one will not believe it',
  },
  keepKey: 'Do not replace',
  newKeyHelp: 'Keep it now: it cannot be shown again',
  secret: 'Signing secret',
  done: 'I have kept it',
  availability: 'Availability',
  enabled: 'The chat-bot is on',
  enabledHelp: 'While it is off its conversations go to the channel’s backup',
  history: 'History of availability',
  noHistory: 'Nothing has happened yet',
  historyStates: { available: 'Answers', unavailable: 'Unavailable' },
}
