export { listTeams } from './team-view.ts'
