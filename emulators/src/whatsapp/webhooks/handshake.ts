import { randomInt } from 'node:crypto'
import { GraphError } from '../errors.ts'

const TIMEOUT_MS = 10_000

/** Asks the product whether the address is its own: it must echo the challenge. */
export async function shakeHands(url: string, verifyToken: string): Promise<void> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw refusal('is not a valid URL')
  const target = new URL(url)
  const challenge = String(randomInt(10 ** 8, 2 ** 31))
  target.searchParams.set('hub.mode', 'subscribe')
  target.searchParams.set('hub.challenge', challenge)
  target.searchParams.set('hub.verify_token', verifyToken)
  const answer = await fetch(target, {
    headers: { 'user-agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => undefined)
  if (!answer) throw refusal('no answer')
  const body = await answer.text()
  if (answer.status !== 200) throw refusal(`HTTP status code ${answer.status}`)
  if (body !== challenge) throw refusal('the challenge was not echoed')
}

function refusal(reason: string): GraphError {
  return new GraphError(
    100,
    `(#2200) Callback verification failed with the following errors: ${reason}`,
    { details: reason },
  )
}
