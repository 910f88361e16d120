import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'

import {
  activeSessionRoutes,
  createAccess,
  ownPasswordRoutes,
  passwordResetRoutes,
  secondFactorRoutes,
  sessionRoutes,
} from './access/index.ts'
import { accountRoutes, openSecrets, secondFactorRuleRoutes } from './accounts/index.ts'
import { listTroubles, watchTroubles } from './alerts/index.ts'
import { apiKeyRoutes, findByKey } from './api-keys/index.ts'
import { auditRoutes } from './audit/index.ts'
import {
  answerTurns,
  askProgram,
  botRoutes,
  countFailures,
  createBotFetch,
  findBotByKey,
  probeBots,
  programRoutes,
} from './bots/index.ts'
import { groupRoutes } from './channel-groups/index.ts'
import { companySignInRoutes, companySignInSettingsRoutes } from './company-sign-in/index.ts'
import type { Config } from './config.ts'
import {
  channelLogRoutes,
  channelRoutes,
  createChannelLog,
  createChannels,
  findingRoutes,
  type OpenChannel,
  type PlatformHosts,
  reachableFor,
  signInRoutes,
  viewKinds,
  watchSubscriptions,
} from './connections/index.ts'
import { contactFormRoutes } from './contact-forms/index.ts'
import { contactRoutes, forgetOldImports, runImports } from './contacts/index.ts'
import {
  type ConversationWorld,
  conversationRoutes,
  createAdvance,
  snapshotRoute,
} from './conversations/index.ts'
import { type Database, isTransient, keepPartitions } from './database/index.ts'
import { demoOrderRoutes } from './demo/index.ts'
import { draftRoutes } from './drafts/index.ts'
import {
  createStorage,
  fileLinker,
  fileLinkRoutes,
  fileOpener,
  fileRoutes,
  removeForgottenUploads,
} from './files/index.ts'
import { filterRoutes } from './filters/index.ts'
import {
  type App,
  createHttpServer,
  createLimits,
  isFromOurPage,
  type Limits,
  metricsRoute,
  serveWeb,
} from './http/index.ts'
import {
  createInbox,
  fetchFiles,
  forgetEarlyWords,
  pollChannels,
  readInbox,
  webhookRoutes,
} from './inbound/index.ts'
import { installationRoutes } from './installation/index.ts'
import { labelRoutes } from './labels/index.ts'
import type { Clock } from './lib/clock.ts'
import { createHints } from './lib/hints.ts'
import { createMail, type Mail } from './lib/mail.ts'
import { createSafeFetch } from './lib/safe-fetch.ts'
import { moduleRoutes } from './modules/index.ts'
import { createPushKeys, pushRoutes, startNotifications } from './notifications/index.ts'
import {
  findPerson,
  invitationRoutes,
  listOperators,
  markPresent,
  operatorRoutes,
  ownProfileRoutes,
  secondFactorResetRoutes,
  watchPresence,
} from './operators/index.ts'
import { createTyping, sendParts } from './outbound/index.ts'
import { drawSamples, qualityRoutes } from './quality/index.ts'
import { quickReplyRoutes } from './quick-replies/index.ts'
import { createHub, serveSockets } from './realtime/index.ts'
import { projectReports, reportRoutes, sendReports, subscriptionRoutes } from './reports/index.ts'
import { forgetWhatIsOver, retentionRoutes } from './retention/index.ts'
import { actAlone, drainRouting } from './routing/index.ts'
import type { Trigger } from './rules/index.ts'
import { ringOpenings, scheduleRoutes } from './schedules/index.ts'
import { projectMessages, searchRoutes } from './search/index.ts'
import { channelRulesRoutes, createRuleSettings } from './settings/index.ts'
import { settingsCheckRoutes } from './settings-checks/index.ts'
import { createOwnPanel, createStreams, siteLoops, siteRoutes } from './site/index.ts'
import { listTeams, teamRoutes } from './teams/index.ts'
import { chooseTemplate, templateRoutes, watchTemplates } from './templates/index.ts'
import { fireDeadlines, noticeAbsences, runSweeps } from './timers/index.ts'
import { forgetVisits, trackingRoutes } from './tracking/index.ts'
import {
  deliverEvents,
  forgetOldEvents,
  outgoingWebhookRoutes,
  projectEvents,
} from './webhooks-out/index.ts'

export interface ServerOptions {
  config: Config
  database: Database
  clock: Clock
  log: FastifyBaseLogger
  /** The built interface; without it there is only the API. */
  webRoot?: string
  /** The built panel for companies' sites; without it pages get none. */
  widgetRoot?: string
  mail?: Mail
  limits?: Limits
}

export type Server = Awaited<ReturnType<typeof createServer>>

const TIDY_EVERY_MS = 3_600_000

/** Puts the parts of the product together: nothing is decided here. */
export async function createServer(options: ServerOptions) {
  const { config, database, clock, log } = options
  const hints = createHints()
  const onProblem = (problem: string, facts: object) => log.warn(facts, problem)
  const limits = options.limits ?? createLimits()
  const secrets = await openSecrets(database, config)
  const placeOf = (accountId: string, channelId: string, field: string) => ({
    accountId,
    channelId,
    field,
    rowId: channelId,
  })
  const sealSecret = (accountId: string, channelId: string, field: string, secret: string) =>
    secrets.seal(secret, placeOf(accountId, channelId, field))
  const openSecret = (accountId: string, channelId: string, field: string, sealed: string) =>
    secrets.open(sealed, placeOf(accountId, channelId, field))
  const channelLog = createChannelLog(database)
  const storage = createStorage(join(config.dataDir, 'files'))
  const streams = createStreams()
  const channels = createChannels({
    database,
    hosts: hostsOf(config),
    certificates: config.platformCertificates,
    log: channelLog,
    sealSecret,
    openSecret,
    panelOf: createOwnPanel({ database, storage, streams }),
    ...(config.sendTimeoutMs && { sendTimeoutMs: config.sendTimeoutMs }),
  })
  const ruleSettings = createRuleSettings(database)
  const around = { database, channels, ruleSettings, clock, hints }
  const advance = createAdvance(around)
  const access = createAccess({ database, clock, log, config })
  const mail = options.mail ?? createMail(config.smtpUrl)
  const parts = { database, clock, hints, log, limits, mail, secrets, config, ...access }
  const inbox = createInbox(database, hints)
  const webhookUrl = webhookUrlOf(config)
  const linking = { database, storage, secrets, now: () => clock.now() }
  const reachable = {
    ...(webhookUrl && { webhookUrl }),
    ownUrl: (): string | undefined => listeningAt(app),
  }
  const linkFile = ({ accountId, settings }: OpenChannel) =>
    fileLinker(linking)(accountId, reachableFor(reachable, settings))
  const connecting = {
    database,
    channels,
    hints,
    ...reachable,
    sealSecret,
    openSecret,
    apps: config.platformApps,
  }

  const app: App = await createHttpServer({
    config,
    log,
    limits,
    findCaller: access.findCaller,
    findBot: (key) => findBotByKey(database, key),
    findKey: (key) => findByKey(database, key, clock.now()),
    isPassing: isTransient,
  })
  const botFetch = createBotFetch({
    database,
    allowedHosts: config.allowedBotHosts,
    ownUrl: reachable.ownUrl,
  })
  const hub = createHub({ database, hints, onProblem })
  sessionRoutes(app, parts)
  passwordResetRoutes(app, parts)
  ownPasswordRoutes(app, parts)
  secondFactorRoutes(app, parts)
  activeSessionRoutes(app, parts)
  accountRoutes(app, parts)
  installationRoutes(app, parts)
  invitationRoutes(app, parts)
  operatorRoutes(app, parts)
  ownProfileRoutes(app, parts)
  secondFactorResetRoutes(app, parts)
  secondFactorRuleRoutes(app, parts)
  const signInHosts = signInHostsOf(config)
  const companySignIn = {
    ...parts,
    allowedHosts: signInHosts,
    safeFetch: createSafeFetch({ allowedHosts: signInHosts }),
  }
  companySignInRoutes(app, companySignIn)
  companySignInSettingsRoutes(app, companySignIn)
  moduleRoutes(app, parts)
  auditRoutes(app, parts)
  apiKeyRoutes(app, parts)
  retentionRoutes(app, parts)
  scheduleRoutes(app, parts)
  teamRoutes(app, parts)
  filterRoutes(app, parts)
  labelRoutes(app, parts)
  groupRoutes(app, parts)
  qualityRoutes(app, parts)
  const signingIn = {
    ...connecting,
    sessionOf: (cookieHeader: string | undefined) => nameSession(parts.cookie.read(cookieHeader)),
    ...(config.publicUrl && { publicUrl: config.publicUrl }),
  }
  channelRoutes(app, signingIn)
  signInRoutes(app, signingIn)
  channelLogRoutes(app, connecting)
  findingRoutes(app, connecting)
  channelRulesRoutes(app, parts)
  settingsCheckRoutes(app, parts)
  fileRoutes(app, { database, storage, limits, hints })
  fileLinkRoutes(app, linking)
  snapshotRoute(app, {
    database,
    clock,
    listOperators: (accountId) => listOperators(database, accountId, clock.now()),
    listTeams: (accountId) => listTeams(database, accountId),
    listTroubles: (accountId) => listTroubles(database, accountId),
    viewKinds: (language) => viewKinds(language, connecting),
  })
  const talking = {
    ...around,
    advance,
    findPerson: (accountId, operatorId) => findPerson(database, accountId, operatorId),
    actAlone: (accountId, request) => actAlone(around, accountId, request),
    chooseTemplate: async (accountId, channelId, choice) => {
      const { kind } = await channels.get(accountId, channelId)
      return chooseTemplate(database, accountId, { channelId, kind, ...choice })
    },
  } satisfies ConversationWorld
  conversationRoutes(app, talking)
  const contacts = {
    ...parts,
    storage,
    tell: (accountId: string, conversationId: string, trigger: Trigger) =>
      advance(accountId, { target: { conversationId }, what: { trigger } }),
  }
  contactRoutes(app, contacts)
  contactFormRoutes(app, {
    ...contacts,
    ...talking,
    ...(config.publicUrl && { publicUrl: config.publicUrl }),
  })
  quickReplyRoutes(app, parts)
  draftRoutes(app, { database, tellOwn: hub.tellOwn })
  searchRoutes(app, parts)
  reportRoutes(app, parts)
  subscriptionRoutes(app, parts)
  templateRoutes(app, {
    database,
    channels,
    hints,
    files: (channel) => ({
      openFile: fileOpener({ database, storage })(channel.accountId),
      linkFile: linkFile(channel),
    }),
  })
  const bots = { ...parts, allowedHosts: config.allowedBotHosts }
  botRoutes(app, bots)
  programRoutes(app, { ...around, advance })
  trackingRoutes(app, { ...parts, channels }, talking)
  webhookRoutes(app, {
    channels,
    inbox,
    onForged: (channelId) => log.warn({ channelId }, 'a forged webhook was refused'),
  })
  const site = {
    ...{ ...parts, ...around, advance, storage, inbox, hub, streams, sealSecret, openSecret },
    onProblem,
    ...(config.publicUrl && { publicUrl: config.publicUrl }),
    ...(options.widgetRoot && { widgetRoot: options.widgetRoot }),
  }
  siteRoutes(app, site)
  const sockets = serveSockets(app, {
    hub,
    markPresent: (accountId, operatorIds) => markPresent(parts, accountId, operatorIds),
    // What is live is shown to nobody who still has to protect themselves.
    findCaller: async (cookieHeader) => {
      const caller = await access.findCaller(cookieHeader)
      return caller?.mustProtect ? undefined : caller
    },
    isFromOurPage: ({ headers }) =>
      isFromOurPage(
        { headers, protocol: config.isHttps ? 'https' : 'http', host: headers.host ?? '' },
        config.publicUrl,
      ),
    onTyping: createTyping({ database, channels, onProblem }),
  })
  const pushing = {
    ...parts,
    allowedHosts: config.allowedPushHosts,
    pushKeys: createPushKeys(database, secrets),
  }
  pushRoutes(app, pushing)
  const telling = {
    ...parts,
    onProblem,
    allowedHosts: config.allowedWebhookHosts,
    webhookFetch: createSafeFetch({ allowedHosts: config.allowedWebhookHosts }),
  }
  outgoingWebhookRoutes(app, telling)
  demoOrderRoutes(app, parts)
  metricsRoute(app, database)
  app.route({
    method: 'GET',
    url: '/health',
    config: { access: 'health' },
    schema: { hide: true },
    handler: async () => {
      await database.query('select 1')
      return { status: 'ok' }
    },
  })
  access.sessions.onChange(() => sockets.recheck())
  app.route({
    method: 'GET',
    url: '/sandbox',
    config: { access: 'page' },
    schema: { hide: true },
    handler: async (_request, reply) => reply.redirect(`http://127.0.0.1:${config.sandboxPort}/`),
  })
  app.route({
    method: 'GET',
    url: '/sandbox/shop',
    config: { access: 'page' },
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.redirect(`http://127.0.0.1:${config.sandboxPort}/shop/`),
  })
  if (options.webRoot) await serveWeb(app, options.webRoot)

  let stopWorkers = async () => {}
  const tidyUp = async () => {
    await keepPartitions(database)
    await forgetWhatIsOver({ database, clock })
    await removeForgottenUploads({ database, storage })
    await forgetEarlyWords(database)
    await forgetOldImports({ database })
    await forgetOldEvents(database, clock.now())
    await forgetVisits(database, clock.now())
  }

  return {
    app,
    parts,
    connecting,
    around,
    bots,
    /** Starts everything that works without being asked. */
    start(): void {
      const delivering = {
        advance,
        now: () => clock.now(),
        openFile: fileOpener({ database, storage }),
        linkFile,
      }
      const outbound = sendParts({ ...delivering, database, channels, hints, onProblem })
      const webhooks = deliverEvents(telling)
      const loops = [
        projectEvents(telling),
        readInbox({ database, channels, advance, hints, onProblem }),
        answerTurns({
          ...around,
          advance,
          botFetch,
          askProgram: (turn) => askProgram({ botFetch, secrets, clock }, turn),
          onProblem,
        }),
        countFailures({ ...around, onProblem }),
        probeBots({ ...around, botFetch, secrets, onProblem }),
        fetchFiles({ database, storage, channels, advance, hints, clock, onProblem }),
        fireDeadlines({ database, advance, clock, hints, onProblem }),
        ringOpenings({ ...parts, onProblem }),
        runSweeps({ database, advance, hints, onProblem }),
        noticeAbsences({ database, advance, clock, onProblem }),
        watchPresence({ ...parts, onProblem }),
        drainRouting({ ...around, onProblem }),
        runImports({
          ...contacts,
          onProblem,
          tellHistory: (accountId, { externalId, trigger, ...target }) =>
            advance(accountId, {
              target: { ...target, externalIds: [externalId] },
              what: {
                trigger,
                externals: [{ externalId, messageId: historyId(trigger), position: 0 }],
              },
            }),
        }),
        drawSamples({ ...parts, onProblem }),
        watchTroubles({ ...parts, onProblem }),
        watchSubscriptions({ ...connecting, store: inbox.store, onProblem }),
        watchTemplates({ database, channels, hints, onProblem }),
        projectMessages({ database, onProblem }),
        projectReports({ database, onProblem }),
        sendReports({ ...parts, onProblem }),
        ...siteLoops(site),
        pollChannels({ database, channels, hints, onProblem }),
        ...startNotifications({
          ...pushing,
          ...(config.publicUrl && { publicUrl: config.publicUrl }),
          onProblem,
        }),
      ]
      const timer = setInterval(() => {
        void tidyUp().catch((error: unknown) =>
          onProblem('nothing was tidied up', { error: String(error) }),
        )
      }, TIDY_EVERY_MS)
      stopWorkers = async () => {
        clearInterval(timer)
        await Promise.all(loops.map((loop) => loop.stop()))
        await outbound.drain()
        await webhooks.drain()
        await advance.idle()
        await channelLog.flush()
      }
    },
    /** Lets what is under way end: nothing new comes in, nothing half done is left. */
    async stop(): Promise<void> {
      sockets.stop()
      streams.endAll()
      await app.close()
      await stopWorkers()
      await hub.stop()
    },
  }
}

/** What a past conversation is known by is the name of its first word. */
const historyId = (trigger: Trigger): string =>
  trigger.type === 'history-imported' ? (trigger.messages[0]?.id ?? '') : ''

/** Enough to tell one session from another, and nothing that would open it. */
const nameSession = (token = '') => createHash('sha256').update(token).digest('base64url')

/** Only this machine is told: others know us by the public address. */
function listeningAt({ server }: App): string | undefined {
  const address = server.address()
  if (address === null || typeof address === 'string') return undefined
  const { address: host, family, port } = address
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`
}

function hostsOf(config: Config): PlatformHosts {
  return {
    apiUrls: config.platformApiUrls,
    allowedHosts: config.allowedPlatformHosts,
    allowedProxies: config.allowedProxies,
    allowLoopback: config.allowLoopbackPlatforms,
    sandboxUrl: `http://127.0.0.1:${config.sandboxPort}`,
  }
}

/** On this machine only where that is allowed on purpose, for stand-ins. */
function signInHostsOf({ allowedSignInHosts, allowLoopbackPlatforms }: Config): string[] {
  return [...allowedSignInHosts, ...(allowLoopbackPlatforms ? ['127.0.0.1', 'localhost'] : [])]
}

/** Platforms can call a public https address; a loopback one only where that is allowed on purpose. */
function webhookUrlOf({ publicUrl, isHttps, allowLoopbackPlatforms }: Config): string | undefined {
  return publicUrl && (isHttps || allowLoopbackPlatforms) ? publicUrl : undefined
}
