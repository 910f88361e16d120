import type { World } from './world.ts'

/** How the server was while it was struck. */
export interface Health {
  /** Mistakes nobody waited for, and requests that failed for no reason of the caller's. */
  mistakes: string[]
  /** What was asked of it and answered with 500. */
  refusals: string[]
  /** Where a secret of a platform was written in plain words. */
  leaks: string[]
}

type Ask = (sql: string) => Promise<object[]>

/** Shorter ones are names that are no secret. */
const SECRET_LENGTH = 12

/** Bugs of ours. That a database is away is none, and has sentences of its own. */
const mistake = /"msg":"(nobody waited for this|[^"]*an update is quarantined)"/

export async function lookAtHealth(world: World, ask: Ask): Promise<Health> {
  const { server, companies, client } = world
  const log = server.readLog()
  const secrets = companies.flatMap(({ settings }) =>
    ['token', 'appSecret'].flatMap((name) => settings[name] ?? []),
  )
  const kept = {
    log,
    'channel log': JSON.stringify(await ask('select * from channel_log')),
    feed: JSON.stringify(await ask('select payload from feed')),
    journal: JSON.stringify(await ask('select * from audit')),
  }
  return {
    mistakes: log.split('\n').filter((line) => mistake.test(line)),
    refusals: client.mistakes ?? [],
    leaks: Object.entries(kept).flatMap(([place, text]) =>
      secrets
        .filter((secret) => secret.length >= SECRET_LENGTH && text.includes(secret))
        .map((secret) => `${secret.slice(0, 4)}… in the ${place}`),
    ),
  }
}
