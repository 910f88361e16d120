import { createTeamRequest, editTeamRequest, id, team } from '@otklik/protocol'
import { z } from 'zod'

import type { Sessions } from '../access/index.ts'
import { appendFeed, type Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { deleteTeam } from './delete-team.ts'
import { editTeam } from './edit-team.ts'
import { insertTeam } from './insert-team.ts'
import { recordTeam } from './record-team.ts'
import { listTeams, toEntry } from './team-view.ts'

const tags = ['teams']
const params = z.object({ id })

/** «Распределение обращений»: teams, and how each gives out what waits in its queue. */
export function teamRoutes(
  app: App,
  {
    database,
    hints,
    sessions,
  }: { database: Database; hints: Hints; sessions: Pick<Sessions, 'forgetAccount'> },
): void {
  /** Who is in a team sees what is its own: from now on, and in browsers that are open. */
  function announce(accountId: string): void {
    sessions.forgetAccount(accountId)
    hintSettings(hints, accountId)
  }

  const managing = { access: { permission: 'teams.manage' } } as const

  app.route({
    method: 'GET',
    url: '/api/v1/teams',
    config: { access: { permission: 'operators.read' } },
    schema: { tags, summary: 'Teams and their distribution', response: { 200: z.array(team) } },
    handler: ({ caller }) => listTeams(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/teams',
    config: managing,
    schema: { tags, summary: 'Make a team', body: createTeamRequest, response: { 201: team } },
    handler: async ({ caller, body }, reply) => {
      const { accountId } = caller
      const made = await database.transaction(async (client) => {
        const inserted = await insertTeam(client, accountId, body)
        await recordTeam(client, caller, { after: inserted })
        await appendFeed(client, accountId, [toEntry(inserted)])
        return inserted
      })
      announce(accountId)
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/teams/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename, choose members, set how conversations are given out',
      params,
      body: editTeamRequest,
      response: { 200: team },
    },
    handler: async ({ caller, params: { id: teamId }, body }) => {
      const { accountId } = caller
      const edited = await database.transaction(async (client) => {
        const changed = await editTeam(client, { author: caller, teamId }, body)
        await appendFeed(client, accountId, [toEntry(changed)])
        return changed
      })
      announce(accountId)
      return edited
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/teams/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a team that nothing passes conversations to',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: teamId } }, reply) => {
      await database.transaction((client) => deleteTeam(client, { author: caller, teamId }))
      announce(caller.accountId)
      return reply.code(204).send()
    },
  })
}
