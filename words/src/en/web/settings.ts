/** The settings as a whole: what leads where, and what every page of them has. */
export const settings = {
  title: 'Settings',
  sections: 'Settings sections',
  groups: { channels: 'Channels', setup: 'Setup', me: 'Personal' },
  channels: 'Social networks and messengers',
  channelsHelp: 'Where customers write to you from',
  operators: 'People and roles',
  operatorsHelp: 'Who answers and what they may do',
  modules: 'Modules',
  modulesHelp: 'Which services the company has',
  profile: 'Profile',
  profileHelp: 'Language, theme, notices and keys, for you alone',
  notAllowed: 'This section is not for your role',
  notAllowedHelp: 'An owner or an administrator can give you access',
  path: 'Path to this page',
}
