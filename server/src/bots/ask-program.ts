import { type BotAction, programAnswer } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import { parseJson, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type SafeAnswer, SafeFetchError, type SafeFetchReason } from '../lib/safe-fetch.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { signWebhook } from '../lib/sign-webhook.ts'
import type { BotFailure } from '../rules/index.ts'
import type { BotFetch } from './bot-fetch.ts'
import { openBotSecret } from './bot-keys.ts'
import { answerBy, questionOf } from './program-question.ts'
import { type AskedBot, BotFailureError, type BotTurn } from './turn.ts'

export interface ProgramWorld {
  botFetch: BotFetch
  secrets: SecretBox
  clock: Clock
}

type Program = Pick<AskedBot, 'id' | 'name' | 'url' | 'secret' | 'answerWithinS'> & {
  accountId: string
}

const MOST_ANSWER_BYTES = 256 * 1024
const LONGEST_PING_MS = 10_000

/**
 * Asks a program of somebody else's what to do next. `later` when it took the question and will
 * answer through the API: until when, the rules know. Throws a BotFailureError for all else.
 */
export async function askProgram(
  world: ProgramWorld,
  turn: BotTurn,
): Promise<{ actions: BotAction[] } | 'later'> {
  const { accountId, bot, conversation } = turn
  const now = world.clock.now()
  const { status, body } = await call(
    world,
    { ...bot, accountId },
    {
      id: `turn_${conversation.id}_${turn.turn}`,
      question: questionOf(turn, now),
      timeoutMs: answerBy(turn).getTime() - now.getTime(),
    },
  )
  return status === 202 || body.length === 0 ? 'later' : { actions: readActions(body) }
}

/** Whether it is there at all (BOT-02); what it says to that is nobody's business. */
export async function pingProgram(world: ProgramWorld, program: Program): Promise<void> {
  const { id, name } = program
  const timestamp = world.clock.now().toISOString()
  await call(world, program, {
    id: `ping_${newId()}`,
    question: { type: 'bot.ping', timestamp, data: { bot: { id, name } } },
    timeoutMs: Math.min(program.answerWithinS * 1000, LONGEST_PING_MS),
  })
}

async function call(
  { botFetch, secrets, clock }: ProgramWorld,
  { accountId, id: botId, url, secret }: Program,
  { id, question, timeoutMs }: { id: string; question: object; timeoutMs: number },
): Promise<SafeAnswer> {
  if (timeoutMs <= 0) throw new BotFailureError('no-answer')
  const key = openBotSecret(secrets, { account_id: accountId, id: botId, secret })
  const body = JSON.stringify(question)
  const signature = signWebhook({ id, at: clock.now(), body, secret: key })
  const fetch = await botFetch(accountId)
  const answer = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body,
    timeoutMs,
    maxBytes: MOST_ANSWER_BYTES,
  }).catch((error: unknown) => {
    if (error instanceof SafeFetchError) throw new BotFailureError(failures[error.reason])
    throw error
  })
  const { status } = answer
  if (status < 200 || status >= 300) throw new BotFailureError('refused', `HTTP ${status}`)
  return answer
}

const failures: Record<SafeFetchReason, BotFailure> = {
  'refused-address': 'unreachable',
  unreachable: 'unreachable',
  'too-slow': 'no-answer',
  'too-large': 'refused',
  redirect: 'refused',
}

/** Nothing of an answer is carried out that cannot be read as a whole. */
function readActions(body: Buffer): BotAction[] {
  const read = programAnswer.safeParse(json(body))
  if (!read.success) throw new BotFailureError('refused', 'JSON')
  return read.data.actions
}

function json(body: Buffer): unknown {
  try {
    return parseJson(body)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
