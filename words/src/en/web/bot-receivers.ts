/** Chat-bots among those a conversation can be given to. */
export const botReceivers = {
  title: 'Bots',
  search: 'Colleague, team or bot',
  chooseFirst: 'Choose a colleague, a team or a bot',
  failed: 'The bots could not be loaded',
  begins: 'Will begin from the beginning',
  off: 'Switched off',
  draft: 'The scenario is not published',
  silent: 'Does not answer',
}
