import { setTimeout as sleep } from 'node:timers/promises'
import type { NatsConnection } from '@nats-io/transport-node'

import type { Wire } from '../lib/bus.ts'

/** Its servers take a megabyte unless they are told otherwise. */
const MOST_BYTES = 250_000
const RETRY_MS = 250
const PATIENCE_MS = 5000
const SUBJECT = 'otklik'

interface Options {
  /** `nats://user:password@one:4222/subject`, or `tls://…`; of a cluster any number of its nodes. */
  urls: readonly string[]
  onProblem(problem: string, facts: object): void
}

/** NATS, as long as one of its nodes is there; whatever is said meanwhile may be lost. */
export async function createNatsWire({ urls, onProblem }: Options): Promise<Wire> {
  // Whoever has no NATS does not load it.
  const { connect } = await import('@nats-io/transport-node')
  const [first] = urls.map((url) => new URL(url))
  const user = decodeURIComponent(first?.username ?? '')
  const subject = first?.pathname.replaceAll('/', '') || SUBJECT
  const options = {
    servers: urls.map((url) => new URL(url).host),
    ...(user && { user, pass: decodeURIComponent(first?.password ?? '') }),
    ...(first?.protocol === 'tls:' && { tls: {} }),
    ...{ name: 'otklik', noEcho: true, timeout: PATIENCE_MS, pingInterval: PATIENCE_MS },
    ...{ maxReconnectAttempts: -1, reconnectTimeWait: RETRY_MS },
  }
  const listeners: ((text: string) => void)[] = []
  let connection: NatsConnection | undefined
  let isClosed = false

  /** Servers that are not there yet must not keep us from working. */
  async function join(): Promise<void> {
    for (let failures = 0; !isClosed; failures++) {
      try {
        const made = await connect(options)
        made.subscribe(subject, {
          callback: (_, message) => {
            for (const listener of listeners) listener(message.string())
          },
        })
        connection = made
        if (isClosed) await made.close()
        else void follow(made)
        return
      } catch (error) {
        if (failures === 0) onProblem('NATS is not there', { error: String(error) })
        await sleep(RETRY_MS, undefined, { ref: false })
      }
    }
  }

  /** It looks for its nodes by itself, and gives up for good where they refuse our password twice. */
  async function follow(made: NatsConnection): Promise<void> {
    void tellProblems(made, onProblem)
    const reason = await made.closed()
    if (isClosed) return
    connection = undefined
    onProblem('NATS has let go of us', { error: String(reason) })
    await sleep(RETRY_MS, undefined, { ref: false })
    await join()
  }

  void join()
  return {
    mostBytes: MOST_BYTES,
    async send(text) {
      connection?.publish(subject, text)
    },
    receive: (listener) => void listeners.push(listener),
    async close() {
      isClosed = true
      await connection?.close().catch(() => {})
    },
  }
}

async function tellProblems(
  connection: NatsConnection,
  onProblem: Options['onProblem'],
): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === 'disconnect') onProblem('a node of NATS was lost', {})
  }
}
