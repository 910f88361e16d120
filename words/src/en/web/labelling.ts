import { plural } from './plural.ts'

/** Choosing topics and tags, acting on several conversations. */
export const labelling = {
  titles: { topic: 'Topic', tag: 'Tags' },
  search: { topic: 'Find a topic', tag: 'Find a tag' },
  add: (name: string) => `Add “${name}”`,
  nothing: {
    topic: 'There are no topics yet. A supervisor adds them in the settings',
    tag: 'There are no tags yet. A supervisor adds them in the settings',
  },
  nothingFound: (query: string) => `Nothing was found for “${query}”`,
  topicFirst: 'Choose a topic before closing',
}

export const bulk = {
  region: 'What to do with the selected',
  selected: (count: number) => `${count} selected`,
  transfer: 'Transfer',
  close: 'Close',
  spam: 'Spam',
  tags: 'Tags',
  snooze: 'Snooze',
  clear: 'Clear the selection',
  transferTitle: (count: number) => `Transfer ${plural(count, 'conversation', 'conversations')}?`,
  done: {
    close: (count: number) => `${count} closed`,
    spam: (count: number) => `${count} marked as spam`,
    transfer: (count: number) => `${count} transferred`,
    snooze: (count: number) => `${count} snoozed`,
    label: (count: number) => `${count} tagged`,
    undo: (count: number) => `${count} restored`,
  },
  failed: (count: number, reason: string) => `${count} not: ${reason}`,
  mostAtOnce: (count: number) => `Up to ${count} conversations at once`,
}
