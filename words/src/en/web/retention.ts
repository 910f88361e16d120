import { plural } from './plural.ts'

/** «Хранение данных»: for how long what customers said is kept. */
export const retention = {
  title: 'Data retention',
  subtitle:
    'Time runs from the close of a conversation. The conversation itself, its number, times and mark stay, so that reports do not change',
  usual: 'For all channels',
  usualHelp: 'Where a channel has no terms of its own',
  own: 'Terms of channels',
  ownHelp: 'A channel with terms of its own does not follow the common ones',
  noChannels: 'No channels yet',
  hasOwn: (name: string) => `${name}: terms of its own`,
  kinds: {
    messagesDays: 'Texts of messages',
    filesDays: 'Files',
    bodiesDays: 'Data of platforms, as it came',
    visitorsDays: 'Visitors of the site, from their last page',
  },
  kindsOf: (kind: string, channel: string) => `${kind}, ${channel}`,
  forEver: 'For ever',
  usualBodies: '14 days',
  days: (count: number) => plural(count, 'day', 'days'),
  preview: 'What is deleted',
  counting: 'Counting',
  nothing: 'With these terms nothing is deleted now',
  gone: (messages: number, conversations: number) =>
    `${plural(messages, 'message', 'messages')} of ${plural(conversations, 'conversation', 'conversations')}`,
  goneFiles: (files: number, size: string) => `${plural(files, 'file', 'files')}, ${size}`,
  goneBodies: (bodies: number) => `${plural(bodies, 'record', 'records')} of platforms’ data`,
  goneVisitors: (visitors: number) =>
    plural(visitors, 'visitor of the site', 'visitors of the site'),
  warning: 'Once saved, this is deleted within an hour and cannot be brought back',
  names: {
    messagesDays: 'texts',
    filesDays: 'files',
    bodiesDays: 'platforms’ data',
    visitorsDays: 'visitors of the site',
    channels: 'terms of channels',
  },
  changed: 'changed',
}
