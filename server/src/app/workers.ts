import { watchTroubles } from '../alerts/index.ts'
import { answerTurns, askProgram, countFailures, probeBots } from '../bots/index.ts'
import { forgetOldStates, watchSubscriptions } from '../connections/index.ts'
import { forgetOldImports, runImports } from '../contacts/index.ts'
import { keepPartitions } from '../database/index.ts'
import { fileOpener, removeForgottenUploads } from '../files/index.ts'
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
import { siteLoops } from '../site/index.ts'
import { watchTemplates } from '../templates/index.ts'
import { fireDeadlines, noticeAbsences, runSweeps } from '../timers/index.ts'
import { forgetVisits } from '../tracking/index.ts'
import { deliverEvents, forgetOldEvents, projectEvents } from '../webhooks-out/index.ts'
import type { World } from './world.ts'

const TIDY_EVERY_MS = 3_600_000

interface Worker {
  stop(): Promise<void>
}

/** Starts everything that works without being asked; what is returned lets it end. */
export function startWorkers(world: World): () => Promise<void> {
  const { database, storage, clock, channels, hints, onProblem, advance, channelLog } = world
  const delivering = {
    advance,
    now: () => clock.now(),
    openFile: fileOpener({ database, storage }),
    linkFile: world.linkFile,
  }
  const outbound = sendParts({ ...delivering, database, channels, hints, onProblem })
  const webhooks = deliverEvents(world.telling)
  const loops = [
    ...receiving(world),
    ...conversing(world),
    ...watching(world),
    ...projecting(world),
    ...siteLoops(world.site),
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
    await outbound.drain()
    await webhooks.drain()
    await advance.idle()
    await channelLog.flush()
  }
}

function receiving(world: World): Worker[] {
  const { database, channels, advance, hints, clock, onProblem, storage } = world
  return [
    readInbox({ database, channels, advance, hints, onProblem }),
    fetchFiles({ database, storage, channels, advance, hints, clock, onProblem }),
    pollChannels({ database, channels, hints, onProblem }),
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
  ]
}

function conversing({ around, botFetch, secrets, ...world }: World): Worker[] {
  const { database, advance, clock, hints, onProblem, parts } = world
  return [
    answerTurns({
      ...around,
      advance,
      botFetch,
      askProgram: (turn) => askProgram({ botFetch, secrets, clock }, turn),
      onProblem,
    }),
    countFailures({ ...around, onProblem }),
    probeBots({ ...around, botFetch, secrets, onProblem }),
    fireDeadlines({ database, advance, clock, hints, onProblem }),
    ringOpenings({ ...parts, onProblem }),
    runSweeps({ database, advance, hints, onProblem }),
    noticeAbsences({ database, advance, clock, onProblem }),
    drainRouting({ ...around, onProblem }),
  ]
}

function watching({ parts, connecting, inbox, onProblem, ...world }: World): Worker[] {
  const { database, channels, hints } = world
  return [
    watchPresence({ ...parts, onProblem }),
    watchTroubles({ ...parts, onProblem }),
    watchSubscriptions({ ...connecting, store: inbox.store, onProblem }),
    watchTemplates({ database, channels, hints, onProblem }),
    drawSamples({ ...parts, onProblem }),
  ]
}

function projecting({ database, onProblem, parts, telling }: World): Worker[] {
  return [
    projectMessages({ database, onProblem }),
    projectReports({ database, onProblem }),
    sendReports({ ...parts, onProblem }),
    projectEvents(telling),
  ]
}

async function tidyUp({ database, storage, clock }: World): Promise<void> {
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
