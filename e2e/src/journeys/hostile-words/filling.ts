import type { Conversation, Snapshot } from '@otklik/protocol'

import { Client, until } from '../../kit/index.ts'
import type { Centre } from '../centre.ts'
import type { Words } from './payloads.ts'

type Method = 'POST' | 'PUT' | 'PATCH' | 'GET'

export const LONG = { withinMs: 60_000, everyMs: 200 }
export const newId = () => crypto.randomUUID()

/** How a company is filled with words that somebody would like to run. */
export interface Filling {
  centre: Centre
  w: Words['of']
  /** What the product would not take, which it should. */
  refused: string[]
  ask<Answer = { id: string }>(
    method: Method,
    path: string,
    body?: object,
    by?: Client,
  ): Promise<Answer>
  idOf(method: Method, path: string, body?: object, by?: Client): Promise<string>
  /** Somebody with a name of that kind, signed in. */
  invite(role: string): Promise<Client>
  conversationWhere(is: (conversation: Conversation) => boolean): Promise<Conversation>
  says(conversationId: string, body: object, by?: Client): Promise<unknown>
}

export function createFilling(centre: Centre, words: Words): Filling {
  const refused: string[] = []
  const w = words.of
  // What is refused is told at the end, with all that was.
  const ask = <Answer = { id: string }>(
    method: Method,
    path: string,
    body?: object,
    by: Client = centre.client,
  ): Promise<Answer> =>
    by.ask<Answer>(method, `/api/v1/${path}`, body).catch((error: unknown) => {
      refused.push(String(error))
      return {} as Answer
    })
  return {
    ...{ centre, w, refused, ask },
    idOf: async (method, path, body, by) => (await ask(method, path, body, by)).id,
    async invite(role) {
      const email = `${role}@verba.example`
      const invited = { email, name: 'Игорь Сафонов', role }
      const { link } = await ask<{ link: string }>('POST', 'invitations', invited)
      const somebody = new Client(centre.server.url)
      const accepted = { name: w(`the name of the ${role}`), password: 'a quiet morning in march' }
      const path = `/api/v1/invitations/${link.split('/').at(-1)}/acceptance`
      await somebody.ask('POST', path, accepted)
      return somebody
    },
    conversationWhere: (is) =>
      until(async () => (await ask<Snapshot>('GET', 'snapshot')).conversations.find(is), {
        ...{ ...LONG, what: 'the conversation' },
      }),
    says: (conversationId, body, by) =>
      ask(
        'POST',
        `conversations/${conversationId}/messages`,
        { clientId: newId(), kind: 'message', ...body },
        by,
      ),
  }
}
