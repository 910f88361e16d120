import { plural } from './plural.ts'

/** A conversation that waits for “Accept”. */
export const offer = {
  title: 'Offered to you',
  accept: 'Accept',
  decline: 'Decline',
  acceptNamed: (name: string) => `Accept the conversation with ${name}`,
  declineNamed: (name: string) => `Decline the conversation with ${name}`,
  look: (name: string) => `Look at the conversation with ${name}`,
  timeIsUp: 'The time is over',
  toAll: (count: number) => `Offered to ${plural(count, 'colleague', 'colleagues')}`,
  toYou: 'Offered to you',
  replyAccepts: 'A reply accepts it too',
  notice: (name: string) => `Offered to you: ${name}`,
  assignedNotice: (name: string) => `Assigned to you: ${name}`,
  gone: {
    taken: (contact: string, holder: string) => `${contact}: ${holder} has it already`,
    passed: (contact: string) =>
      `${contact}: the time is over, the conversation is back in the queue`,
    closed: (contact: string) => `${contact}: the conversation is closed`,
    withdrawn: (contact: string) => `${contact}: the offer was withdrawn`,
  },
}

/** “Transfer”. */
export const transfer = {
  act: 'Transfer',
  title: 'Transfer the conversation to whom?',
  refuse: 'Do not transfer',
  search: 'Colleague or team',
  teams: 'Teams',
  operators: 'Colleagues',
  members: (count: number) => plural(count, 'colleague', 'colleagues'),
  online: (count: number) => `${count} online`,
  noMembers: 'Nobody is in the team',
  nobodyFound: (query: string) => `Nobody was found by “${query}”`,
  nobody: 'There is nobody to transfer to: no other colleagues or teams',
  note: 'Note for whoever takes it',
  noteHelp: 'The customer will not see it. It may stay empty',
  chooseFirst: 'Choose a colleague or a team',
  willWait: 'Not online: the conversation will wait for their return',
  done: (name: string) => `Transferred: ${name}`,
  returned: (name: string) => `The conversation is back in the queue: ${name}`,
}

/** “On hold” and “Snooze”. */
export const pause = {
  act: 'Hold or snooze',
  title: 'Put the conversation off',
  hold: 'Put on hold',
  holdHelp: 'Until you resume it or the customer writes',
  resume: 'Resume',
  held: 'On hold',
  until: (moment: string) => `until ${moment}`,
  snoozedUntil: (moment: string) => `Put off until ${moment}`,
  inAnHour: 'In an hour',
  inThreeHours: 'In 3\u00a0hours',
  tonight: 'This evening',
  tomorrow: 'Tomorrow morning',
  monday: 'On Monday morning',
  exactly: 'Another time',
  set: 'Snooze',
  inThePast: 'This time has passed. Choose one in the future',
  whenWritten: 'If the customer writes before, the conversation goes on',
}

/** “Why?” */
export const decision = {
  title: 'Why it was assigned this way',
  failed: 'The explanation could not be loaded',
  at: (moment: string) => `Decided ${moment}`,
  rules: {
    'least-loaded':
      'Least loaded: whoever has the smallest share of places taken, then whoever has been without a new conversation longest',
    'round-robin': 'In turn: whoever was given a conversation longest ago',
    'all-at-once': 'To all at once: everybody who can is asked, the first to accept has it',
    'strict-order': 'Strict order: the first one free in the list of the team',
    skills: 'By skills: one who is free and has the skills, the least loaded of them',
    manual: 'By hand: the conversation waits until somebody takes it',
    sticky: 'The same colleague: they spoke with this customer last time',
    'own-queue': 'The conversation waited for this colleague alone',
    transfer: 'A colleague transferred the conversation',
    reassign: 'Whoever held it is offline, so the least loaded one has it',
  },
  team: (name: string) => `Team ${name}`,
  relaxed: 'Nobody with the skills was free for long, so anybody was asked',
  candidatesTitle: 'Candidates',
  chosen: 'Chosen',
  asked: 'Asked',
  load: (load: number, capacity: number) => `${load} of ${capacity} taken`,
  idle: (duration: string) => `no new conversation for ${duration}`,
  neverAssigned: 'no new conversation yet',
  couldHave: 'online, has room',
  exclusions: {
    offline: 'offline',
    break: 'on a break',
    'do-not-disturb': 'asks not to be disturbed',
    full: 'no room',
    refused: 'declined or did not answer',
    'missing-skill': 'lacks a skill',
    'not-responsible': 'somebody else is responsible',
  },
  before: 'Loads are those at the moment of the decision',
}
