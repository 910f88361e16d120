export { createTeamOfEveryone, defaultTeamSettings } from './create-team-of-everyone.ts'
export { listTeams } from './team-view.ts'
