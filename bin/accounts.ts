import { parseArgs } from 'node:util'
import { readConfig } from '../server/src/config.ts'
import { type Database, listMigrations, openDatabase } from '../server/src/database/index.ts'
import { CommandError, commands, explainRefusal, usage } from '../server/src/installation/index.ts'
import { systemClock } from '../server/src/lib/clock.ts'
import { createMail } from '../server/src/lib/mail.ts'
import { openHouse, refuseWithoutDatabase } from '../server/src/moving/index.ts'

/** A database of another version is the server's to bring up to date, under its lock. */
async function refuseOtherVersion(database: Database): Promise<void> {
  const wanted = (await listMigrations()).at(-1)
  const { rowCount } = await database
    .query('select from migrations where name = $1', [wanted])
    .catch(() => ({ rowCount: 0 }))
  if (rowCount === 1) return
  throw new CommandError('The database is of another version. Start the server once: npm start')
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        'owner-name': { type: 'string' },
        'owner-email': { type: 'string' },
      },
    })
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`)
  }
}

async function run(): Promise<string[]> {
  const { positionals, values: options } = readArguments()
  const [name = '', subject] = positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new CommandError(usage)
  const config = readConfig()
  refuseWithoutDatabase(config)
  const house = await openHouse(config)
  const database = openDatabase(house.connection)
  try {
    await refuseOtherVersion(database)
    const mail = createMail(config.smtpUrl)
    const log = { error: ({ err }: { err?: unknown }) => console.error(String(err)) }
    const origin = config.publicUrl ?? `http://${config.host}:${config.port}`
    return await command(
      { database, clock: systemClock, mail, log, origin, language: 'ru' },
      { ...(subject && { subject }), options },
    )
  } finally {
    await database.close()
    await house.close()
  }
}

/** Sentences are for people; anything else is a fault, and its place matters. */
function explain(error: unknown): string {
  const { name = '', message, stack } = error as Error
  const isSentence = error instanceof CommandError || /^(Moving|DatabaseTaken)Error$/.test(name)
  return isSentence ? message : String(stack ?? error)
}

try {
  for (const line of await run()) console.log(line)
} catch (error) {
  console.error(explain(explainRefusal(error)))
  process.exitCode = 1
}
