/** One's own preferences. */
export const profile = {
  appearance: 'Appearance',
  appearanceHelp: 'Saved at once, for all your devices',
  languages: { ru: 'Русский', en: 'English' },
  notices: 'Notices',
  noticesHelp: 'Come when a customer waits and the tab is out of sight',
  soundHelp: 'A short one for each new unanswered message',
  desktopHelp: 'Shows the name of the customer above other windows',
  desktopForbidden: 'The browser forbids notifications. Allow them in the site settings',
  desktopUnknown: 'This browser cannot show notifications',
  badgeHelp: 'The number of unanswered conversations: “(3) Otklik”',
  keyboard: 'Keyboard',
  enterSendsHelp: 'Shift Enter then breaks the line, or the other way round',
  singleKeysHelp: 'R replies, N writes a note, A takes. Outside text fields, all under ?',
  account: 'Sign-in',
  signOutHelp: 'Drafts and unsent messages stay in this browser',
}
