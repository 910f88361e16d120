export { groupsQuery } from './api/groups.ts'
