import {
  editScheduleRequest,
  schedule,
  scheduleCheck,
  scheduleCheckRequest,
} from '@otklik/protocol/settings'

import { type App, NotFoundError } from '../http/index.ts'
import { checkHours } from './check-hours.ts'
import { editSchedule, type Parts } from './edit-schedule.ts'
import { columns, type ScheduleRow, toSchedule } from './schedule-row.ts'

const url = '/api/v1/schedule'
const tags = ['schedule']

export function scheduleRoutes(app: App, parts: Parts): void {
  const { database, clock } = parts

  app.route({
    method: 'GET',
    url,
    config: { access: { permission: 'conversations.read' } },
    schema: {
      tags,
      summary: 'Working hours, and whether it is open now',
      response: { 200: schedule },
    },
    handler: async ({ caller }) => {
      const { rows } = await database.query<ScheduleRow>(
        `select ${columns} from schedules where account_id = $1`,
        [caller.accountId],
      )
      if (!rows[0]) throw new NotFoundError()
      return toSchedule(rows[0], clock.now())
    },
  })

  app.route({
    method: 'PUT',
    url,
    config: { access: { permission: 'schedule.manage' } },
    schema: {
      tags,
      summary: 'Change the working hours of every channel',
      body: editScheduleRequest,
      response: { 200: schedule },
    },
    handler: async ({ caller, body }) => {
      const { version, ...rules } = body
      const row = await editSchedule(parts, { author: caller, version, rules })
      return toSchedule(row, clock.now())
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/schedule-checks',
    // Nothing is stored: hours of a suspended account can be looked at like any settings of it.
    config: { access: { permission: 'schedule.manage' }, whenSuspended: true },
    schema: {
      tags,
      summary: 'What working hours would say of now and of a moment, before they are saved',
      body: scheduleCheckRequest,
      response: { 200: scheduleCheck },
    },
    handler: async ({ body }) => checkHours(body, clock.now()),
  })
}
