import { badPayload } from '../refusal.ts'
import { wireBotInfo } from '../wire.ts'
import type { Call, Method } from './call.ts'

const MAX_COMMANDS = 32

export const ACCOUNT_METHODS: Method[] = [
  { route: 'GET /me', run: ({ max, bot }) => wireBotInfo(max, bot) },
  { route: 'PATCH /me/commands', run: setCommands },
]

function setCommands({ max, bot, body }: Call) {
  const commands = (body as { commands?: unknown } | undefined)?.commands
  if (!Array.isArray(commands)) throw badPayload("Field 'commands' must be a list")
  if (commands.length > MAX_COMMANDS)
    throw badPayload(`Field 'commands' size (${commands.length}) must be at most ${MAX_COMMANDS}`)
  bot.commands = commands.map(readCommand)
  max.world.bots.save(bot)
  return { commands: bot.commands }
}

function readCommand(source: unknown): { name: string; description: string } {
  const { name, description } = (source ?? {}) as Record<string, unknown>
  if (typeof name !== 'string' || name.length < 1 || name.length > 64)
    throw badPayload("Field 'name' size must be between 1 and 64")
  if (typeof description !== 'string' || description.length < 1 || description.length > 128)
    throw badPayload("Field 'description' size must be between 1 and 128")
  return { name, description }
}
