import { watchTroubles } from '../alerts/index.ts'
import { answerTurns, askProgram, countFailures, probeBots } from '../bots/index.ts'
import { forgetOldStates, watchSubscriptions } from '../connections/index.ts'
import { forgetOldImports, runImports } from '../contacts/index.ts'
import { keepPartitions } from '../database/index.ts'
import { fileOpener, removeForgottenUploads, removePartialFiles } from '../files/index.ts'
import { fetchFiles, forgetEarlyWords, pollChannels, readInbox } from '../inbound/index.ts'
import { startNotifications } from '../notifications/index.ts'
import { watchPresence } from '../operators/index.ts'
import { sendParts } from '../outbound/index.ts'
import { drawSamples } from '../quality/index.ts'
import { projectReports, sendReports } from '../reports/index.ts'
import { forgetWhatIsOver } from '../retention/index.ts'
import { drainRouting } from '../routing/index.ts'
import type { Trigger } from '../rules/index.ts'
import { ringOpenings } from '../schedules/index.ts'
import { projectMessages } from '../search/index.ts'
import { fillCards, watchFeed } from '../site/index.ts'
import { watchTemplates } from '../templates/index.ts'
import { fireDeadlines, noticeAbsences, runSweeps } from '../timers/index.ts'
import { forgetVisits, sumAttribution } from '../tracking/index.ts'
import { deliverEvents, forgetOldEvents, projectEvents } from '../webhooks-out/index.ts'
import { type LeadersWorld, whileLeading } from './while-leading.ts'
import type { World } from './world.ts'

const TIDY_EVERY_MS = 3_600_000

interface Worker {
  stop(): Promise<void>
}

/**
 * Starts everything that works without being asked; what is returned lets it end. Of several
 * processes each works for its own channels, and one, which may change, does what is done once for all.
 */
export function startWorkers(world: World): () => Promise<void> {
  const { database, storage, clock, channels, hints, onProblem, advance, channelLog } = world
  const outbound = sendParts({
    ...{ advance, database, channels, hints, onProblem },
    duties: world.duties,
    now: () => clock.now(),
    openFile: fileOpener({ database, storage }),
    linkFile: world.linkFile,
  })
  const loops = [
    ...ofChannels(world),
    watchFeed(world.site),
    removePartialFiles({ storage, onProblem }),
  ]
  const endLeading = whileLeading(world, startLeading)
  const deaf = world.member?.onChange(() => hints.send('channels', ''))
  return async () => {
    deaf?.()
    await Promise.all([endLeading(), ...loops.map((loop) => loop.stop())])
    await outbound.drain()
    await advance.finish()
    await channelLog.flush()
  }
}

/** What the owner of a channel does for it. */
function ofChannels({ around, botFetch, secrets, inbox, ...world }: World): Worker[] {
  const { database, channels, duties, advance, hints, clock, onProblem, storage } = world
  return [
    readInbox({ database, channels, duties, advance, hints, onProblem }),
    fetchFiles({ database, storage, channels, duties, advance, hints, clock, onProblem }),
    pollChannels({ database, channels, duties, hints, onProblem }),
    answerTurns({
      ...around,
      ...{ advance, botFetch, duties, onProblem },
      askProgram: (turn) => askProgram({ botFetch, secrets, clock }, turn),
    }),
    fireDeadlines({ database, advance, clock, duties, hints, onProblem }),
    watchSubscriptions({ ...world.connecting, store: inbox.store, onProblem }),
  ]
}

/** What is done once for the whole installation. */
function startLeading(world: LeadersWorld): () => Promise<void> {
  const { onProblem } = world
  const webhooks = deliverEvents(world.telling)
  const loops = [
    ...conversing(world),
    ...watching(world),
    ...projecting(world),
    fillCards(world.site),
    ...startNotifications({ ...world.pushing, ...world.publicUrl, onProblem }),
  ]
  const timer = setInterval(() => {
    void tidyUp(world).catch((error: unknown) =>
      onProblem('nothing was tidied up', { error: String(error) }),
    )
  }, TIDY_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await Promise.all(loops.map((loop) => loop.stop()))
    await webhooks.drain()
  }
}

function conversing({ around, botFetch, secrets, ...world }: LeadersWorld): Worker[] {
  const { database, advance, clock, hints, onProblem, parts } = world
  return [
    runImports({
      ...world.contacts,
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
    countFailures({ ...around, onProblem }),
    probeBots({ ...around, botFetch, secrets, onProblem }),
    ringOpenings({ ...parts, onProblem }),
    runSweeps({ database, advance, hints, onProblem }),
    noticeAbsences({ database, advance, clock, onProblem }),
    drainRouting({ ...around, onProblem }),
  ]
}

function watching({ parts, onProblem, ...world }: LeadersWorld): Worker[] {
  const { database, channels, hints } = world
  return [
    watchPresence({ ...parts, onProblem }),
    watchTroubles({ ...parts, onProblem }),
    watchTemplates({ database, channels, hints, onProblem }),
    drawSamples({ ...parts, onProblem }),
  ]
}

function projecting({ database, onProblem, parts, telling }: LeadersWorld): Worker[] {
  return [
    projectMessages({ database, onProblem }),
    projectReports({ database, onProblem }),
    sumAttribution({ database, onProblem }),
    sendReports({ ...parts, onProblem }),
    projectEvents(telling),
  ]
}

async function tidyUp({ database, storage, clock }: LeadersWorld): Promise<void> {
  await keepPartitions(database)
  await forgetWhatIsOver({ database, clock })
  await removeForgottenUploads({ database, storage })
  await forgetEarlyWords(database)
  await forgetOldImports({ database })
  await forgetOldEvents(database, clock.now())
  await forgetVisits(database, clock.now())
  await forgetOldStates(database, clock.now())
}

/** What a past conversation is known by is the name of its first word. */
const historyId = (trigger: Trigger): string =>
  trigger.type === 'history-imported' ? (trigger.messages[0]?.id ?? '') : ''
