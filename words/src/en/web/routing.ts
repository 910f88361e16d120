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
  snoozedUntil: (moment: string) => `Snoozed until ${moment}`,
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
