import type { Author } from '../audit/index.ts'
import { switchModule } from '../modules/index.ts'
import type { BotWorld } from './bot-world.ts'
import { createBot } from './create-bot.ts'
import { listReady } from './gallery/index.ts'
import { publishDraft } from './publish-draft.ts'

/**
 * The whole gallery, published, for a company to play with: once, so that what was deleted stays so.
 * Nothing is given to them before somebody chooses them in a channel.
 */
export async function makeReadyBots(world: BotWorld, author: Author): Promise<void> {
  const { database, clock, secrets, allowedHosts } = world
  const { rowCount } = await database.query('select from bots where account_id = $1 limit 1', [
    author.accountId,
  ])
  if (rowCount) return
  await database.transaction((client) => switchModule(client, { author, name: 'bots', isOn: true }))
  const making = { author, now: clock.now(), secrets, allowedHosts }
  for (const { title: name, scenario } of listReady('ru')) {
    const botId = await database.transaction((client) =>
      createBot(client, making, { kind: 'scenario', name, scenario }),
    )
    const publishing = { ...making, botId, draftVersion: 1, language: 'ru' as const }
    await database.transaction((client) => publishDraft(client, publishing))
  }
}
