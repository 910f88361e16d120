import { type BulkAnswer, type bulkAct, bulkAnswer, bulkRequest } from '@otklik/protocol'
import type { z } from 'zod'

import {
  type App,
  type Caller,
  describeRefusal,
  Refusal,
  readersLanguage,
  requirePermission,
} from '../http/index.ts'
import type { Trigger } from '../rules/index.ts'
import { type By, createActs } from './acts.ts'
import type { Desk } from './desk.ts'

type Act = z.output<typeof bulkAct>

/** So many are asked at a time: enough to fill a group, and not the whole line before others. */
const AT_ONCE = 20

/** One act upon many conversations, each by the rules it would meet alone. */
export function bulkRoutes(app: App, desk: Desk): void {
  const { act, takeBack, addNote, findLabels, findReceiver } = createActs(desk)

  /** Looked up once; refuses what could not be done with any of them. */
  async function prepare(
    caller: Caller,
    asked: Exclude<Act, { type: 'undo-transfer' }>,
  ): Promise<{ toTrigger: (by: By) => Trigger; note?: string; raisesLoad?: true }> {
    switch (asked.type) {
      case 'close':
        requirePermission(caller, 'conversations.close')
        return {
          toTrigger: ({ operator, mayReassign: mayCloseOthers }) => ({
            type: 'close-asked',
            operator,
            mayCloseOthers,
            reason: asked.as,
          }),
        }
      case 'undo-close':
        requirePermission(caller, 'conversations.close')
        return {
          toTrigger: ({ operator, lineId, mayReassign: mayUndoOthers }) => ({
            type: 'close-undone',
            operator,
            mayUndoOthers,
            lineId,
          }),
        }
      case 'transfer': {
        const to = await findReceiver(caller, asked.to)
        return {
          toTrigger: ({ operator: by, lineId, mayReassign: mayGiveOthers }) => ({
            type: 'transferred',
            by,
            to,
            mayGiveOthers,
            lineId,
          }),
          ...(asked.note && { note: asked.note }),
        }
      }
      case 'snooze':
        return {
          toTrigger: ({ operator, lineId, mayReassign: mayActForOthers }) => ({
            type: 'snoozed',
            operator,
            until: Date.parse(asked.until),
            mayActForOthers,
            lineId,
          }),
        }
      case 'resume':
        return {
          toTrigger: ({ operator, lineId, mayReassign: mayActForOthers }) => ({
            type: 'resumed',
            operator,
            mayActForOthers,
            lineId,
          }),
          raisesLoad: true,
        }
      case 'label': {
        const labels = await findLabels(caller, asked)
        return {
          toTrigger: ({ operator, lineId }) => ({ type: 'labelled', operator, lineId, ...labels }),
        }
      }
    }
  }

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/acts',
    config: { access: { permission: 'conversations.take' } },
    schema: {
      summary: 'The same for many conversations; each says what became of it',
      body: bulkRequest,
      response: { 200: bulkAnswer },
    },
    handler: async (request) => {
      const { caller, body } = request
      const prepared =
        body.act.type === 'undo-transfer' ? undefined : await prepare(caller, body.act)
      const one = async (id: string): Promise<BulkAnswer['results'][0]> => {
        try {
          if (!prepared) return { id, conversation: await takeBack(caller, id) }
          const { toTrigger, note, raisesLoad = false } = prepared
          const became = await act(caller, id, toTrigger, { raisesLoad })
          if (!note) return { id, conversation: became }
          await addNote(caller, id, note)
          return { id, conversation: await desk.rereadConversation(caller, id) }
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal
          return { id, error: describeRefusal(refusal, readersLanguage(request), request.id).error }
        }
      }
      const ids = [...new Set(body.ids)]
      const results: BulkAnswer['results'] = []
      for (let k = 0; k < ids.length; k += AT_ONCE) {
        results.push(...(await Promise.all(ids.slice(k, k + AT_ONCE).map(one))))
      }
      return { results }
    },
  })
}
