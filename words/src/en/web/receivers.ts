import { plural } from './plural.ts'

/** Whom a conversation can be given to. */
export const receivers = {
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
  bots: {
    title: 'Bots',
    search: 'Colleague, team or bot',
    chooseFirst: 'Choose a colleague, a team or a bot',
    failed: 'The bots could not be loaded',
    begins: 'Will begin from the beginning',
    off: 'Switched off',
    draft: 'The scenario is not published',
    silent: 'Does not answer',
  },
}
