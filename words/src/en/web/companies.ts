import { plural } from './plural.ts'

/** Companies of the installation, for whoever looks after it. */
export const companies = {
  list: 'Companies of this installation',
  count: (count: number) => plural(count, 'company', 'companies'),
  create: 'Create a company',
  creating: 'Creating',
  createHelp:
    'Its owner gets an invitation. The company has all it needs to begin: a team, working hours, roles',
  columns: {
    name: 'Company',
    people: 'People',
    channels: 'Channels',
    created: 'Created',
    state: 'State',
    actions: 'Actions',
  },
  people: (count: number) => plural(count, 'person', 'people'),
  channels: (count: number) => plural(count, 'channel', 'channels'),
  here: 'you are here',
  states: {
    works: 'Works',
    suspended: 'Suspended',
    waits: 'Waits for its owner',
    demo: 'Demonstration',
  },
  invited: (name: string, email: string) => `Invitation for ${name}, ${email}`,
  actionsOf: (name: string) => `Actions: ${name}`,
  companyName: 'Name of the company',
  ownerName: 'Name of the owner',
  ownerEmail: 'E-mail of the owner',
  inviteAgain: 'Invite again',
  suspend: 'Suspend',
  suspendTitle: (name: string) => `Suspend ${name}?`,
  suspendHelp:
    'Its people will only be able to read. Nothing will be sent or given out. What customers write is kept, and arrives when you resume the company',
  keep: 'Do not suspend',
  suspended: (name: string) => `${name} is suspended`,
  resume: 'Resume',
  resumed: (name: string) => `${name} works again`,
  alone: 'There are no other companies',
  notYours: 'This section is for the owner of the installation',
  notYoursHelp: 'The command grant-installation on the server gives access to it',
}
