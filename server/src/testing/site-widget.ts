import type { TestApp } from './app.ts'
import { addTrialPlatform } from './trial-platform.ts'

/** A channel of the widget's kind, as its own domain keeps it. */
export async function aWidget(
  centre: Pick<TestApp, 'database'>,
  accountId: string,
  name = 'Виджет',
): Promise<string> {
  const { rows } = await centre.database.query<{ id: string }>(
    `insert into channels (account_id, id, kind, name, state)
     values ($1, gen_random_uuid(), 'site-chat', $2, 'connecting') returning id`,
    [accountId, name],
  )
  return rows[0]!.id
}

/** A messenger whose links bring a text. */
export const addLinkingPlatform = () =>
  addTrialPlatform({
    capabilities: { linkCarries: 'text' },
    connection: () => ({
      contactLink: (text) =>
        `https://chat.example/79990000001${text ? `?text=${encodeURIComponent(text)}` : ''}`,
    }),
  })
