/** Pages of other sections that rows of these lead to. */
export const schedulePage: string = '/settings/schedule'

export function teamPage(teamId: string): string {
  return `/settings/teams/${teamId}`
}

export function groupPage(groupId: string | undefined): string {
  return groupId ? `/settings/channel-groups/${groupId}` : '/settings/channel-groups'
}
