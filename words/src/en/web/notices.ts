import { plural } from './plural.ts'

/** Outside the page: the tab's title and the desktop. */
export const notices = {
  tabTitle: (unanswered: number) => (unanswered > 0 ? `(${unanswered}) Otklik` : 'Otklik'),
  newMessage: (name: string) => `${name} is waiting for an answer`,
  unanswered: (count: number) => `Unanswered: ${plural(count, 'conversation', 'conversations')}`,
  forbidden: 'The browser forbids notifications. Allow them in the site settings',
  region: 'Notifications',
}
