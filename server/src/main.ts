import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger } from 'fastify'

import { type Demo, prepareDemo } from './accounts/index.ts'
import { createServer, type Server } from './app/index.ts'
import { type Config, readConfig } from './config.ts'
import {
  type Connection,
  migrate,
  openDatabase,
  type ServerLock,
  startEmbedded,
  takeServerLock,
  versionOfDatabase,
  whileHeld,
} from './database/index.ts'
import {
  connectDemoChannels,
  makeDemoBots,
  type Sandbox,
  startSandbox,
  tellDemoDay,
} from './demo/index.ts'
import { createLog } from './http/index.ts'
import { createBus } from './lib/bus.ts'
import { systemClock } from './lib/clock.ts'
import { settleMemory } from './lib/settle-memory.ts'
import {
  createNatsWire,
  createNotifyWire,
  joinProcesses,
  openBeating,
  refuseOtherVersions,
} from './processes/index.ts'

const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url))
const widgetRoot = fileURLToPath(new URL('../../widget/dist', import.meta.url))
/** What is under way gets this long to end. */
const DRAIN_MS = 10_000
const POOL_MS = 2000
const UNTOLD = 'the demo day was not told to its end'

/** Everything else that is closed after it. Our own PostgreSQL ends by force after thirty seconds. */
const CLOSE_MS = 35_000

/** Closes what was opened, the last first. */
const closers: (() => Promise<void>)[] = []

async function start(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  // A mistake of ours that nobody waited for. The state is in the database and each change of it is a
  // transaction, so nothing is half done: to end would take the other conversations away as well.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'nobody waited for this'))
  mkdirSync(config.dataDir, { recursive: true })
  const { connection, stop: stopDatabase } = await connect(config, log)
  let server: Server | undefined
  const lock = await takeServerLock(connection, {
    isShared: config.isClustered,
    onLost: () => log.error('the database is away: nothing is written until it is back'),
    onRegained: () => log.info('the database is back'),
    onTaken: () => {
      log.fatal('another server took the database: this one ends')
      process.exit(1)
    },
  })
  // Only now is the database ours to stop: before, it may have been another server's.
  if (stopDatabase) closers.push(stopDatabase)
  closers.push(() => lock.release())
  const pidFile = join(config.dataDir, 'server.pid')
  writeFileSync(pidFile, String(process.pid))
  closers.push(async () => rmSync(pidFile, { force: true }))

  const opened = openDatabase(connection)
  // Whoever still holds a connection is cut off with the lock or with PostgreSQL.
  closers.push(() => within(POOL_MS, 'the database connections', opened.close()))
  const database = whileHeld(opened, lock)
  if (config.isClustered) await refuseOtherVersions(database, await versionOfDatabase())
  await migrate(database)
  const cluster = config.isClustered
    ? await joinCluster(config, { connection, lock, log })
    : undefined
  const demo = await prepareDemo({ database, clock: systemClock, log, config })
  server = await createServer({
    config,
    database,
    clock: systemClock,
    log,
    webRoot,
    widgetRoot,
    ...(cluster && { cluster }),
  })
  await server.app.listen({ port: config.port, host: config.host })
  closers.push(() => within(DRAIN_MS, 'the server', server.stop()))
  const address = config.publicUrl ?? `http://${config.host}:${config.port}`
  if (demo) await makeDemoBots(server.bots, demo.accountId)
  const sandbox = demo && (await openSandbox(config, address, { demo, server, log }))
  greet(address, demo, sandbox)
  // Behind the greeting, and before anything works by itself: nobody is late in what is history.
  const goOn = demo && sandbox && (await tellDay(server, { demo, sandbox, log }))
  server.start()
  goOn?.().catch((error: unknown) => log.warn({ err: error }, UNTOLD))
  settleMemory()
}

/** Ours, or the one we are told of. */
async function connect(
  config: Config,
  log: FastifyBaseLogger,
): Promise<{ connection: Connection; stop?: () => Promise<void> }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl } }
  const embedded = await startEmbedded({
    dataDir: config.dataDir,
    log: { info: (line) => log.info(line), warn: (line) => log.warn(line) },
  })
  return { connection: embedded.connection, stop: () => embedded.stop() }
}

interface Joining {
  connection: Connection
  lock: ServerLock
  log: FastifyBaseLogger
}

/** One of several: it hears the others, and takes its share. */
async function joinCluster({ natsUrls: urls }: Config, { connection, lock, log }: Joining) {
  const onProblem = (problem: string, facts: object) => log.warn(facts, problem)
  const hasNats = urls.length > 0
  const wire = await (hasNats ? createNatsWire({ urls, onProblem }) : createNotifyWire(connection))
  closers.push(() => wire.close())
  const bus = createBus(wire)
  const beating = openBeating(connection)
  closers.push(() => within(POOL_MS, 'saying that it lives', beating.close()))
  const member = await joinProcesses({
    ...{ database: whileHeld(beating, lock), bus, onProblem },
    version: await versionOfDatabase(),
    onOutdated: () => {
      log.fatal('others of another version took the database over: this one ends')
      process.exit(1)
    },
  })
  return { bus, member }
}

async function openSandbox(
  config: Config,
  appUrl: string,
  { demo, server, log }: { demo: Demo; server: Server; log: FastifyBaseLogger },
): Promise<Sandbox | undefined> {
  try {
    const { sandboxPort: port, dataDir } = config
    const sandbox = await startSandbox({ port, appUrl, dataDir, log })
    closers.push(() => sandbox.stop())
    const { accountId } = demo
    await connectDemoChannels(server.connecting, { accountId, sandboxUrl: sandbox.url, log })
    return sandbox
  } catch (error) {
    // A port that is taken must not keep the contact centre from working.
    log.warn({ err: error }, 'the sandbox is not available')
    return undefined
  }
}

async function tellDay(
  { around }: Server,
  { demo, sandbox, log }: { demo: Demo; sandbox: Sandbox; log: FastifyBaseLogger },
): Promise<(() => Promise<void>) | undefined> {
  try {
    const place = { accountId: demo.accountId, sandboxUrl: sandbox.url }
    return await tellDemoDay({ ...around, log }, place)
  } catch (error) {
    log.warn({ err: error }, UNTOLD)
    return undefined
  }
}

function greet(address: string, demo: Demo | undefined, sandbox: Sandbox | undefined): void {
  const lines = ['', `  Отклик / Otklik   ${address}`]
  if (sandbox) lines.push(`  Песочница / Sandbox   ${address}/sandbox`)
  if (demo) {
    lines.push('', '  Демо-компания «Верба Мебель» / demo company: sign in as')
    for (const { email, password, role } of demo.people) {
      lines.push(`    ${email.padEnd(24)}${password.padEnd(18)}${role}`)
    }
  }
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

/** What does not end in its time must not keep the others, PostgreSQL above all, from being stopped. */
async function within(ms: number, what: string, ending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      process.exitCode = 1
      process.stderr.write(`${what} did not end in ${ms / 1000} s: going on without it\n`)
      resolve()
    }, ms)
  })
  await Promise.race([ending, overdue]).finally(() => clearTimeout(timer))
}

async function stop(): Promise<void> {
  for (;;) {
    const close = closers.pop()
    if (!close) break
    await within(CLOSE_MS, 'a part of it', close()).catch((error: unknown) =>
      process.stderr.write(`${String(error)}\n`),
    )
  }
  process.exit(process.exitCode ?? 0)
}

let isStopping = false
// Whichever of them ends us, PostgreSQL must not stay behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
  process.on(signal, () => {
    if (isStopping) return
    isStopping = true
    void stop()
  })
}

start().catch(async (error: unknown) => {
  const isOurs = error instanceof Error && /Error$/.test(error.name) && error.name !== 'Error'
  process.stderr.write(`\n${isOurs ? (error as Error).message : String((error as Error).stack)}\n`)
  process.exitCode = 1
  await stop()
})
