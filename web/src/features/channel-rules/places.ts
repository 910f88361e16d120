/** Pages of other sections that rows of these lead to. */
export const schedulePage: string = '/settings/schedule'

export function teamPage(teamId: string): string {
  return `/settings/teams/${teamId}`
}
