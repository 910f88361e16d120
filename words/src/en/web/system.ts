import { windowHours } from './composer.ts'

/** System lines; what stands between ** is bold. */
export const system = {
  opened: 'Conversation opened',
  openedOn: (channel: string) => `Conversation opened: **${channel}**`,
  continued: (number: string) =>
    number
      ? `Continues conversation **No.\u00a0${number}**`
      : 'Continues the previous conversation',
  started: (payload: string) =>
    payload
      ? `The customer started the bot by the link **${payload}**`
      : 'The customer started the bot',
  pressed: (label: string) => `The customer pressed **“${label}”**`,
  began: (who: string) => `Started by **${who}**`,
  taken: (who: string) => `**${who}** took the conversation`,
  returned: (who: string) =>
    who ? `**${who}** returned the conversation to the queue` : 'Returned to the queue',
  closed: (who: string) => (who ? `**${who}** closed the conversation` : 'Conversation closed'),
  closedByTimeout: (silence: string) =>
    silence ? `Closed for inactivity: ${silence} without messages` : 'Closed for inactivity',
  closedByBot: (bot: string) =>
    bot ? `Closed by the chat-bot **“${bot}”**` : 'Closed by a chat-bot',
  closedAsSpam: (who: string) => (who ? `**${who}** closed it as spam` : 'Closed as spam'),
  closedAsBarred: (who: string) => `Closed: the customer was blocked by **${who}**`,
  closedAsErased: (who: string) => `Closed: the customer’s data was erased by **${who}**`,
  closedBefore: 'The conversation was brought from another system',
  visitConfirmed: (name: string, number: string, source: string) =>
    `Tied to the visit ${number}: ${source}. Confirmed by ${name}`,
  closeInterrupted: 'The customer wrote, the conversation stays open',
  'contact-blocked': 'The customer blocked the bot',
  'contact-unblocked': 'The customer accepts messages again',
  'channel-disconnected': (channel: string) =>
    channel ? `The channel **${channel}** is disconnected` : 'The channel is disconnected',
  waitsForOpening: 'Off hours: the conversation waits for opening',
  released: 'Working time began, the conversation is in the queue',
  offered: (who: string) => `Offered to **${who}**`,
  offeredToAll: (who: string) => `Offered to all: **${who}**`,
  accepted: (who: string) => `**${who}** accepted`,
  declined: (who: string) => `**${who}** declined`,
  notAccepted: (who: string, wait: string) => `Not accepted within ${wait}: **${who}**`,
  assigned: (who: string) => `Assigned to **${who}**`,
  byRule: {
    'least-loaded': 'least loaded',
    'round-robin': 'in turn',
    'strict-order': 'strictly in order',
    skills: 'by skills',
    sticky: 'their last operator',
    reassign: 'the previous operator is away',
  },
  notAnswered: (who: string) => `**${who}** did not answer in time, it is in the queue again`,
  nobodyAnswered: 'Nobody accepted, the conversation waits in the queue',
  movedToBackup: (name: string) => `Passed to the backup team **${name}**`,
  receiverChanged: (name: string) => `The receiver was changed: **${name}**`,
  botTook: (bot: string) => `The chat-bot **“${bot}”** handles the conversation`,
  givenToBot: (who: string, bot: string) => `Given to a chat-bot: **${who}** → **“${bot}”**`,
  botHandedOver: (bot: string, to: string) => `The chat-bot **“${bot}”** handed over to **${to}**`,
  botUnavailable: (bot: string, to: string) =>
    bot
      ? `The chat-bot **“${bot}”** is unavailable, passed to **${to}**`
      : `The chat-bot is unavailable, passed to **${to}**`,
  supervisorsTold: (minutes: string) =>
    `Nobody took it within ${minutes}\u00a0min, supervisors were told`,
  teamTold: (team: string, minutes: string) =>
    `Nobody took it for ${minutes}\u00a0min, the team **“${team}”** was told`,
  silenceTold: (who: string, minutes: string) =>
    `No answer for ${minutes}\u00a0min: **${who}**, supervisors were told`,
  slaBroken: {
    first: (within: string) => `SLA broken: no first answer within ${within}`,
    next: (within: string) => `SLA broken: no answer within ${within}`,
    resolution: (within: string) => `SLA broken: not resolved within ${within}`,
  },
  transferUndone: (who: string) => `**${who}** took the transfer back`,
  transferred: (from: string, to: string) => `**${from}** transferred it to **${to}**`,
  transferredToTeam: (from: string, team: string) =>
    `**${from}** transferred it to team **${team}**`,
  assigneeAway: (who: string) => `**${who}** is offline, it is in the queue again`,
  assigneeGone: (who: string) => `**${who}** has no access any more, it is in the queue again`,
  held: (who: string) => `**${who}** put it on hold`,
  resumed: (who: string) =>
    who ? `**${who}** went on with it` : 'The customer wrote, the conversation goes on',
  snoozed: (who: string, until: string) => `**${who}** snoozed it until ${until}`,
  windowClosed: (hours: number) =>
    `Message not sent: the window of ${windowHours(hours)} is closed`,
  rated: (mark: string) => `The customer gave a mark: **${mark}**`,
  snoozeOver: 'The time is over, the conversation goes on',
  plannedNotSent: (author: string, reason: string) =>
    `A message for later was not sent (**${author}**): ${reason}`,
  plannedReasons: {
    'conversation-closed': 'the conversation is closed',
    'contact-blocked': 'the customer blocked the bot',
    'channel-disconnected': 'the channel is disconnected',
    'window-closed': 'the reply window is closed',
    'not-yours': (name: string) => `**${name}** has the conversation`,
    'with-bot': (name: string) => `the bot **${name}** has the conversation`,
    'author-gone': (name: string) => `its author (**${name}**) has no access any more`,
  },
  topicChanged: (who: string, from: string, to: string) =>
    to ? `Topic: **${from}** → **${to}**, ${who}` : `**${who}** removed the topic **${from}**`,
  answerWaived: (who: string) => `No answer is needed: **${who}**`,
  answerOwed: (who: string) => `An answer is needed after all: **${who}**`,
  notSpam: (who: string) => `Not spam: **${who}**`,
  continuesFrom: (channel: string, number: string) =>
    `Continues from the channel **${channel}**, conversation **No.\u00a0${number}**`,
  continuedElsewhere: (channel: string, number: string) =>
    `Continued in the channel **${channel}**, conversation **No.\u00a0${number}**`,
  formFilled: 'The customer filled in the form',
  formFields: { name: 'name', phone: 'phone', email: 'e-mail' },
  questionChosen: (question: string) => `The customer asks about: **${question}**`,
  openLink: 'Open',
  why: 'Why?',
  /** Several names, when there are too many to read. */
  andMore: (names: string, count: number) => `${names} and ${count} more`,
  unknown: 'An event we do not show yet',
}
