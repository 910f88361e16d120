import { closeRequest, conversation, id, snoozeRequest, transferRequest } from '@otklik/protocol'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { createActs } from './acts.ts'
import type { Desk } from './desk.ts'

const byId = z.strictObject({ id })
const taking = { access: { permission: 'conversations.take' } } as const
const closing = { access: { permission: 'conversations.close' } } as const

/** Who holds a conversation, and whether it goes on. */
export function holdingRoutes(app: App, desk: Desk): void {
  const { act, takeBack, findReceiver, addNote } = createActs(desk)

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: {
      summary: '«Взять в работу», and «Принять» for whom it is offered to',
      params: byId,
      response: { 200: conversation },
    },
    handler: ({ caller, params }) =>
      act(
        caller,
        params.id,
        ({ operator, lineId, mayReassign: mayTakeOver }) => ({
          type: 'taken',
          operator,
          lineId,
          mayTakeOver,
        }),
        { raisesLoad: true },
      ),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: { summary: 'Back to the queue', params: byId, response: { 200: conversation } },
    handler: ({ caller, params }) =>
      act(caller, params.id, ({ operator, lineId, mayReassign: mayReturnOthers }) => ({
        type: 'returned',
        operator,
        lineId,
        mayReturnOthers,
      })),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/offer',
    config: taking,
    schema: {
      summary: 'Decline what is offered',
      params: byId,
      response: { 200: conversation },
    },
    handler: ({ caller, params }) =>
      act(caller, params.id, ({ operator, lineId }) => ({ type: 'declined', operator, lineId })),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/transfer',
    config: taking,
    schema: {
      summary: 'Pass it on to an operator or a team, with a note for them',
      params: byId,
      body: transferRequest,
      response: { 200: conversation },
    },
    handler: async ({ caller, params, body }) => {
      const to = await findReceiver(caller, body.to)
      const passed = await act(
        caller,
        params.id,
        ({ operator: by, lineId, mayReassign: mayGiveOthers }) => ({
          type: 'transferred',
          by,
          to,
          mayGiveOthers,
          lineId,
        }),
      )
      if (!body.note) return passed
      await addNote(caller, params.id, body.note)
      return desk.rereadConversation(caller, params.id)
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/transfer',
    config: taking,
    schema: {
      summary: 'Take it back where it was, unless somebody has acted upon it since',
      params: byId,
      response: { 200: conversation },
    },
    handler: ({ caller, params }) => takeBack(caller, params.id),
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/hold',
    config: taking,
    schema: { summary: '«На удержание»', params: byId, response: { 200: conversation } },
    handler: ({ caller, params }) =>
      act(caller, params.id, ({ operator, lineId, mayReassign: mayActForOthers }) => ({
        type: 'held',
        operator,
        lineId,
        mayActForOthers,
      })),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/hold',
    config: taking,
    schema: {
      summary: 'Go on with what was held or put off',
      params: byId,
      response: { 200: conversation },
    },
    handler: ({ caller, params }) =>
      act(
        caller,
        params.id,
        ({ operator, lineId, mayReassign: mayActForOthers }) => ({
          type: 'resumed',
          operator,
          lineId,
          mayActForOthers,
        }),
        { raisesLoad: true },
      ),
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/snooze',
    config: taking,
    schema: {
      summary: '«Отложить» until then, or until the customer writes',
      params: byId,
      body: snoozeRequest,
      response: { 200: conversation },
    },
    handler: ({ caller, params, body }) =>
      act(caller, params.id, ({ operator, lineId, mayReassign: mayActForOthers }) => ({
        type: 'snoozed',
        operator,
        until: Date.parse(body.until),
        mayActForOthers,
        lineId,
      })),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: {
      summary: 'Close it in eight seconds; as spam, without a closing text',
      params: byId,
      body: closeRequest,
      response: { 200: conversation },
    },
    handler: ({ caller, params, body }) =>
      act(caller, params.id, ({ operator, mayReassign: mayCloseOthers }) => ({
        type: 'close-asked',
        operator,
        mayCloseOthers,
        reason: body.as,
      })),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: { summary: 'Undo the close', params: byId, response: { 200: conversation } },
    handler: ({ caller, params }) =>
      act(caller, params.id, ({ operator, lineId, mayReassign: mayUndoOthers }) => ({
        type: 'close-undone',
        operator,
        mayUndoOthers,
        lineId,
      })),
  })
}
