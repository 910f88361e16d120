import { moduleName, modules, switchModuleRequest } from '@otklik/protocol/settings'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { switchModule } from './switch-module.ts'
import { listModules } from './switched.ts'

const tags = ['account']

/** «Модули»: services that an account has, or has not. */
export function moduleRoutes(
  app: App,
  { database, hints }: { database: Database; hints: Hints },
): void {
  app.route({
    method: 'GET',
    url: '/api/v1/modules',
    config: { access: 'signed-in' },
    schema: { tags, summary: 'Which modules are on', response: { 200: modules } },
    handler: ({ caller }) => listModules(database, caller.accountId),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/modules/:name',
    config: { access: { permission: 'account.manage' } },
    schema: {
      tags,
      summary: 'Switch a module on or off; what was set up with it stays',
      params: z.object({ name: moduleName }),
      body: switchModuleRequest,
      response: { 200: modules },
    },
    handler: async ({ caller, params: { name }, body: { isOn } }) => {
      const switched = await database.transaction((client) =>
        switchModule(client, { author: caller, name, isOn }),
      )
      hints.send('feed', caller.accountId)
      return switched
    },
  })
}
