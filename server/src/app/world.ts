import type { FastifyBaseLogger } from 'fastify'

import { createAccess } from '../access/index.ts'
import { openSecrets } from '../accounts/index.ts'
import { createBotFetch } from '../bots/index.ts'
import type { Config } from '../config.ts'
import {
  createChannelLog,
  createChannels,
  type OpenChannel,
  type PlatformHosts,
  reachableFor,
} from '../connections/index.ts'
import { type Advance, type ConversationWorld, createAdvance } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { fileLinker, openStorage } from '../files/index.ts'
import { createLimits, type Limits } from '../http/index.ts'
import { createInbox } from '../inbound/index.ts'
import { type Bus, silentBus } from '../lib/bus.ts'
import type { Clock } from '../lib/clock.ts'
import { createHints } from '../lib/hints.ts'
import { createMail, type Mail } from '../lib/mail.ts'
import { listPlainWires } from '../lib/plain-wires.ts'
import { createSafeFetch } from '../lib/safe-fetch.ts'
import { createPushKeys } from '../notifications/index.ts'
import { findPerson } from '../operators/index.ts'
import { alone, type Member } from '../processes/index.ts'
import { createHub } from '../realtime/index.ts'
import { actAlone } from '../routing/index.ts'
import type { Trigger } from '../rules/index.ts'
import { createRuleSettings } from '../settings/index.ts'
import { createOwnPanel, createStreams } from '../site/index.ts'
import { chooseTemplate } from '../templates/index.ts'

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
  /** Present where this is one of several processes on the database. */
  cluster?: { member: Member; bus: Bus }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** Everything that routes and workers are made of. `ownUrl` is known once somebody listens. */
export async function openWorld(options: ServerOptions, ownUrl: () => string | undefined) {
  const { config, database, clock, log, cluster } = options
  const isShared = cluster !== undefined
  const bus = cluster?.bus ?? silentBus
  const duties = cluster?.member.duties ?? alone
  const hints = createHints(bus)
  const onProblem = (problem: string, facts: object) => log.warn(facts, problem)
  const limits = options.limits ?? createLimits({}, bus)
  const secrets = await openSecrets(database, config)
  const sealing = sealingWith(secrets)
  const channelLog = createChannelLog(database)
  const storage = openStorage(config)
  const streams = createStreams(bus)
  const channels = createChannels({
    database,
    hosts: hostsOf(config),
    certificates: config.platformCertificates,
    log: channelLog,
    isShared,
    ...sealing,
    panelOf: createOwnPanel({ database, storage, streams }),
    ...(config.sendTimeoutMs && { sendTimeoutMs: config.sendTimeoutMs }),
  })
  const around = {
    ...{ database, channels, clock, hints },
    ruleSettings: createRuleSettings(database, { isShared }),
  }
  const advance = createAdvance(around)
  const access = createAccess({ database, clock, log, config })
  for (const name of listPlainWires(config)) {
    log.warn(`What goes to another machine by ${name} can be read on the way: ask for TLS in it.`)
  }
  const mail = options.mail ?? createMail(config.smtpUrl)
  const parts = { database, clock, hints, log, limits, mail, secrets, config, ...access }
  const publicUrl = config.publicUrl && { publicUrl: config.publicUrl }
  const webhookUrl = webhookUrlOf(config)
  const reachable = { ...(webhookUrl && { webhookUrl }), ownUrl }
  const linking = { database, storage, secrets, now: () => clock.now() }
  const linkFile = ({ accountId, settings }: OpenChannel) =>
    fileLinker(linking)(accountId, reachableFor(reachable, settings))
  const inbox = createInbox(database, hints)
  const hub = createHub({ database, hints, bus, onProblem })
  return {
    ...{ config, database, clock, log, hints, onProblem, limits, secrets, storage },
    ...{ streams, channels, channelLog, around, advance, access, parts, publicUrl, linking },
    linkFile,
    ...{ inbox, hub, duties },
    refused: { forgedWebhooks: 0 },
    ...(cluster && { member: cluster.member }),
    botFetch: createBotFetch({ database, allowedHosts: config.allowedBotHosts, ownUrl }),
    connecting: {
      ...{ database, channels, duties, hints, ...reachable, ...sealing },
      apps: config.platformApps,
    },
    talking: {
      ...around,
      advance,
      findPerson: (accountId, operatorId) => findPerson(database, accountId, operatorId),
      actAlone: (accountId, request) => actAlone(around, accountId, request),
      chooseTemplate: async (accountId, channelId, choice) => {
        const { kind } = await channels.get(accountId, channelId)
        return chooseTemplate(database, accountId, { channelId, kind, ...choice })
      },
    } satisfies ConversationWorld,
    contacts: {
      ...parts,
      storage,
      tell: tellingBy(advance),
    },
    bots: { ...parts, allowedHosts: config.allowedBotHosts },
    pushing: {
      ...parts,
      allowedHosts: config.allowedPushHosts,
      pushKeys: createPushKeys(database, secrets),
    },
    site: {
      ...{ ...parts, ...around, advance, storage, inbox, hub, streams, ...sealing, onProblem },
      ...publicUrl,
      ...(options.widgetRoot && { widgetRoot: options.widgetRoot }),
    },
    telling: {
      ...parts,
      onProblem,
      allowedHosts: config.allowedWebhookHosts,
      webhookFetch: createSafeFetch({ allowedHosts: config.allowedWebhookHosts }),
    },
  }
}

/** How a conversation is told of what happened beside it. */
export const tellingBy =
  (advance: Advance) => (accountId: string, conversationId: string, trigger: Trigger) =>
    advance(accountId, { target: { conversationId }, what: { trigger } })

type Secrets = Awaited<ReturnType<typeof openSecrets>>

/** A channel's secrets are of no use in any other place. */
function sealingWith(secrets: Secrets) {
  const placeOf = (accountId: string, channelId: string, field: string) => ({
    ...{ accountId, channelId, field },
    rowId: channelId,
  })
  return {
    sealSecret: (accountId: string, channelId: string, field: string, secret: string) =>
      secrets.seal(secret, placeOf(accountId, channelId, field)),
    openSecret: (accountId: string, channelId: string, field: string, sealed: string) =>
      secrets.open(sealed, placeOf(accountId, channelId, field)),
  }
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

/** Platforms can call a public https address; a loopback one only where that is allowed on purpose. */
function webhookUrlOf({ publicUrl, isHttps, allowLoopbackPlatforms }: Config): string | undefined {
  return publicUrl && (isHttps || allowLoopbackPlatforms) ? publicUrl : undefined
}
