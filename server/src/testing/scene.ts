import type { Message } from '@otklik/protocol'
import type { LightMyRequestResponse } from 'fastify'

import type { Member, TestAppOptions } from './app.ts'
import { createTestCentre, type TestCentre } from './messenger.ts'

/** A centre, and the few things that stories of conversations do in it again and again. */
export interface Scene {
  centre: TestCentre
  /** The operator's message or note. */
  write(id: string, text: string, more?: object): Promise<LightMyRequestResponse>
  act(
    method: 'POST' | 'DELETE',
    id: string,
    what: 'assignment' | 'closure',
    by?: Member,
  ): Promise<LightMyRequestResponse>
  /** Lets time pass for whatever waits for it. */
  moveOn(ms: number): void
  /** Makes the platform misbehave. */
  fault(fault: object): Promise<unknown>
}

export async function openScene(platform: string, options: TestAppOptions = {}): Promise<Scene> {
  const centre = await createTestCentre(platform, options)
  let count = 0
  return {
    centre,
    write: (id, text, more = {}) =>
      centre.operator.browser.send('POST', `/api/v1/conversations/${id}/messages`, {
        clientId: `client-${++count}-${id.slice(-6)}`,
        kind: 'message',
        text,
        ...more,
      }),
    act: (method, id, what, by = centre.operator) =>
      by.browser.send(method, `/api/v1/conversations/${id}/${what}`),
    moveOn(ms) {
      centre.clock.advance(ms)
      centre.hints.send('deadlines', centre.owner.accountId)
      centre.hints.send('lanes', centre.owner.accountId)
    },
    fault: (fault) => centre.emulators.control(platform, `bots/${centre.bot.id}/faults`, fault),
  }
}

export const spoken = (messages: Message[]) => messages.filter(({ kind }) => kind === 'message')
export const lines = (messages: Message[]) => messages.flatMap(({ system }) => system?.code ?? [])
