import { createHash } from 'node:crypto'

import {
  activeSessionRoutes,
  ownPasswordRoutes,
  passwordResetRoutes,
  secondFactorRoutes,
  sessionRoutes,
} from '../access/index.ts'
import { accountRoutes, secondFactorRuleRoutes } from '../accounts/index.ts'
import { listTroubles } from '../alerts/index.ts'
import { apiKeyRoutes } from '../api-keys/index.ts'
import { auditRoutes } from '../audit/index.ts'
import { botRoutes, programRoutes } from '../bots/index.ts'
import { groupRoutes } from '../channel-groups/index.ts'
import { companySignInRoutes, companySignInSettingsRoutes } from '../company-sign-in/index.ts'
import type { Config } from '../config.ts'
import {
  channelLogRoutes,
  channelRoutes,
  findingRoutes,
  signInRoutes,
  viewKinds,
} from '../connections/index.ts'
import { contactFormRoutes } from '../contact-forms/index.ts'
import { contactRoutes } from '../contacts/index.ts'
import { conversationRoutes, snapshotRoute } from '../conversations/index.ts'
import { demoOrderRoutes } from '../demo/index.ts'
import { draftRoutes } from '../drafts/index.ts'
import { fileLinkRoutes, fileOpener, fileRoutes } from '../files/index.ts'
import { filterRoutes } from '../filters/index.ts'
import { type App, isFromOurPage } from '../http/index.ts'
import { webhookRoutes } from '../inbound/index.ts'
import { installationRoutes } from '../installation/index.ts'
import { labelRoutes } from '../labels/index.ts'
import { createSafeFetch } from '../lib/safe-fetch.ts'
import { moduleRoutes } from '../modules/index.ts'
import { metricsRoute } from '../monitoring/index.ts'
import { pushRoutes } from '../notifications/index.ts'
import {
  invitationRoutes,
  listOperators,
  markPresent,
  operatorRoutes,
  ownProfileRoutes,
  secondFactorResetRoutes,
} from '../operators/index.ts'
import { createTyping } from '../outbound/index.ts'
import { qualityRoutes } from '../quality/index.ts'
import { quickReplyRoutes } from '../quick-replies/index.ts'
import { serveSockets } from '../realtime/index.ts'
import { reportRoutes, subscriptionRoutes } from '../reports/index.ts'
import { retentionRoutes } from '../retention/index.ts'
import { scheduleRoutes } from '../schedules/index.ts'
import { searchRoutes } from '../search/index.ts'
import { channelRulesRoutes } from '../settings/index.ts'
import { settingsCheckRoutes } from '../settings-checks/index.ts'
import { siteRoutes } from '../site/index.ts'
import { listTeams, teamRoutes } from '../teams/index.ts'
import { templateRoutes } from '../templates/index.ts'
import { trackingRoutes } from '../tracking/index.ts'
import { outgoingWebhookRoutes } from '../webhooks-out/index.ts'
import type { World } from './world.ts'

/** Everything that can be asked over HTTP, by who asks. */
export function addRoutes(app: App, world: World): void {
  addPeople(app, world)
  addSettings(app, world)
  addChannels(app, world)
  addWorkplace(app, world)
  addManagement(app, world)
  addOutside(app, world)
  addPages(app, world)
}

function addPeople(app: App, { parts, config }: World): void {
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
  const allowedHosts = signInHostsOf(config)
  const signingIn = { ...parts, allowedHosts, safeFetch: createSafeFetch({ allowedHosts }) }
  companySignInRoutes(app, signingIn)
  companySignInSettingsRoutes(app, signingIn)
}

function addSettings(app: App, { parts, bots }: World): void {
  moduleRoutes(app, parts)
  auditRoutes(app, parts)
  retentionRoutes(app, parts)
  scheduleRoutes(app, parts)
  teamRoutes(app, parts)
  filterRoutes(app, parts)
  labelRoutes(app, parts)
  groupRoutes(app, parts)
  channelRulesRoutes(app, parts)
  settingsCheckRoutes(app, parts)
  quickReplyRoutes(app, parts)
  botRoutes(app, bots)
}

function addChannels(app: App, world: World): void {
  const { parts, connecting, publicUrl, database, channels, clock, hints, storage, linkFile } =
    world
  const signingIn = {
    ...connecting,
    sessionOf: (cookieHeader: string | undefined) => nameSession(parts.cookie.read(cookieHeader)),
    ...publicUrl,
  }
  channelRoutes(app, signingIn)
  signInRoutes(app, signingIn)
  channelLogRoutes(app, { ...connecting, clock })
  findingRoutes(app, connecting)
  templateRoutes(app, {
    ...{ database, channels, hints },
    files: (channel) => ({
      openFile: fileOpener({ database, storage })(channel.accountId),
      linkFile: linkFile(channel),
    }),
  })
}

function addWorkplace(app: App, world: World): void {
  const { parts, connecting, publicUrl, database, clock, hints, limits, storage } = world
  const { contacts, talking, hub, linking, pushing } = world
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
  conversationRoutes(app, talking)
  contactRoutes(app, contacts)
  contactFormRoutes(app, { ...contacts, ...talking, ...publicUrl })
  draftRoutes(app, { database, devices: hub })
  searchRoutes(app, parts)
  pushRoutes(app, pushing)
}

function addManagement(app: App, { parts, channels, talking }: World): void {
  qualityRoutes(app, parts)
  reportRoutes(app, parts)
  subscriptionRoutes(app, parts)
  trackingRoutes(app, { ...parts, channels }, talking)
}

function addOutside(app: App, world: World): void {
  const { parts, around, advance, channels, inbox, log, telling, site, refused } = world
  apiKeyRoutes(app, parts)
  outgoingWebhookRoutes(app, telling)
  programRoutes(app, { ...around, advance })
  webhookRoutes(app, {
    channels,
    inbox,
    onForged(channelId) {
      refused.forgedWebhooks++
      log.warn({ channelId }, 'a forged webhook was refused')
    },
  })
  siteRoutes(app, site)
}

function addPages(app: App, world: World): void {
  const { parts, database, config } = world
  demoOrderRoutes(app, parts)
  metricsRoute(app, world)
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
  for (const [url, path] of [
    ['/sandbox', '/'],
    ['/sandbox/shop', '/shop/'],
  ] as const) {
    app.route({
      method: 'GET',
      url,
      config: { access: 'page' },
      schema: { hide: true },
      // With all that an advertisement or a link has written behind the address.
      handler: async ({ url: asked }, reply) => {
        const query = asked.includes('?') ? asked.slice(asked.indexOf('?')) : ''
        return reply.redirect(`http://127.0.0.1:${config.sandboxPort}${path}${query}`)
      },
    })
  }
}

/** What is live, to whoever may see it. */
export function addSockets(app: App, { parts, access, config, hub, ...world }: World) {
  const { database, channels, onProblem } = world
  const sockets = serveSockets(app, {
    hub,
    markPresent: (accountId, operatorIds) => markPresent(parts, accountId, operatorIds),
    // What is live is shown to nobody who still has to protect themselves.
    findCaller: async (cookieHeader) => {
      const caller = await access.findCaller(cookieHeader)
      return caller?.mustProtect ? undefined : caller
    },
    listChanged: access.listChanged,
    isFromOurPage: ({ headers }) =>
      isFromOurPage(
        { headers, protocol: config.isHttps ? 'https' : 'http', host: headers.host ?? '' },
        config.publicUrl,
      ),
    onTyping: createTyping({ database, channels, onProblem }),
    onProblem,
  })
  access.sessions.onChange(() => sockets.recheck())
  return sockets
}

/** Enough to tell one session from another, and nothing that would open it. */
const nameSession = (token = '') => createHash('sha256').update(token).digest('base64url')

/** On this machine only where that is allowed on purpose, for stand-ins. */
function signInHostsOf({ allowedSignInHosts, allowLoopbackPlatforms }: Config): string[] {
  return [...allowedSignInHosts, ...(allowLoopbackPlatforms ? ['127.0.0.1', 'localhost'] : [])]
}
