import { plural } from './plural.ts'

/** Outside the page: the tab's title and the desktop. */
export const notices = {
  tabTitle: (unanswered: number) => (unanswered > 0 ? `(${unanswered}) Otklik` : 'Otklik'),
  newMessage: (name: string) => `${name} is waiting for an answer`,
  mentioned: (name: string) => `${name} mentions you in a note`,
  transferred: (name: string) => `${name}: transferred to you`,
  transferredToTeam: (name: string, team: string) => `${name}: transferred to the team “${team}”`,
  handedOver: (name: string) => `${name}: a chat-bot handed over`,
  unanswered: (count: number) => `Unanswered: ${plural(count, 'conversation', 'conversations')}`,
  forbidden: 'The browser forbids notifications. Allow them in the site settings',
  region: 'Notifications',
}
