import {
  type ChannelRules,
  CLOSING_TEXT_LIMIT,
  type EditChannelRulesRequest,
  lengthOf,
} from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { uniqueSkills } from '../operators/index.ts'
import { checkReceiver } from './check-receiver.ts'
import { checkReplies } from './check-replies.ts'
import { type FieldProblems, gatherProblems } from './field-problems.ts'

/** D-08 */
const longestInactivity = { hours: 720, days: 365 }

/** The rules with what was asked for, or every problem of it at once. */
export async function checkChannelRules(
  client: Queryable,
  accountId: string,
  before: ChannelRules,
  asked: EditChannelRulesRequest,
): Promise<ChannelRules> {
  const problems = gatherProblems()
  const { autoReplies, offHoursReplies, mustSkills, niceSkills } = asked
  const rules: ChannelRules = {
    ...before,
    ...(asked.receiver && {
      receiver: await checkReceiver(client, accountId, asked.receiver, problems),
    }),
    ...checkNumbers(asked, problems),
    ...(autoReplies && {
      autoReplies: checkReplies(
        { field: 'autoReplies', asked: autoReplies, before: before.autoReplies },
        problems,
      ),
    }),
    ...(offHoursReplies && {
      offHoursReplies: checkReplies(
        { field: 'offHoursReplies', asked: offHoursReplies, before: before.offHoursReplies },
        problems,
      ),
    }),
    ...(await checkOffHours(client, accountId, asked, problems)),
    ...checkClosingText(before, asked, problems),
    ...checkInactivity(asked, problems),
    keepsUnanswered: asked.keepsUnanswered ?? before.keepsUnanswered,
    ...(mustSkills && { mustSkills: uniqueSkills(mustSkills) }),
    ...(niceSkills && { niceSkills: uniqueSkills(niceSkills) }),
  }
  problems.refuse()
  return rules
}

function checkNumbers(
  { operatorWaitMin, weight }: EditChannelRulesRequest,
  problems: FieldProblems,
): Partial<ChannelRules> {
  const minutes = { least: 1, most: 1440 }
  return {
    ...(operatorWaitMin !== undefined && {
      operatorWaitMin: problems.whole('operatorWaitMin', operatorWaitMin, minutes),
    }),
    ...(weight !== undefined && {
      weight: problems.whole('weight', weight, { least: 1, most: 100 }),
    }),
  }
}

/** Two switches of which one may be on (COM-62), the first with its module only (COM-60). */
async function checkOffHours(
  client: Queryable,
  accountId: string,
  { offHours }: EditChannelRulesRequest,
  problems: FieldProblems,
): Promise<Partial<ChannelRules>> {
  if (!offHours) return {}
  const { bot, autoReplies, botId = null } = offHours
  if (bot && autoReplies) problems.add('offHours', 'both-modes')
  else if (bot || botId !== null) {
    const hasBots = await isModuleOn(client, accountId, 'bots')
    if (!hasBots) problems.add('offHours.botId', 'module-off', { module: 'bots' })
    // There are no bots yet, so that every id is of none.
    else problems.add('offHours.botId', 'no-such-bot')
  }
  return { offHoursMode: autoReplies ? 'auto-replies' : 'nothing', offHoursBotId: null }
}

/** COM-42, D-04 */
function checkClosingText(
  before: ChannelRules,
  asked: EditChannelRulesRequest,
  problems: FieldProblems,
): Partial<ChannelRules> {
  const closingText = (asked.closingText ?? before.closingText).trim()
  const isClosingTextShown = asked.isClosingTextShown ?? before.isClosingTextShown
  if (lengthOf(closingText) > CLOSING_TEXT_LIMIT) {
    problems.add('closingText', 'too-long', { maximum: CLOSING_TEXT_LIMIT })
  }
  if (isClosingTextShown && closingText === '') problems.add('closingText', 'required')
  return { closingText, isClosingTextShown }
}

/** COM-71 */
function checkInactivity(
  { inactivity }: EditChannelRulesRequest,
  problems: FieldProblems,
): Partial<ChannelRules> {
  if (inactivity === undefined) return {}
  if (inactivity === null) return { inactivity }
  const { unit } = inactivity
  const bounds = { least: 1, most: longestInactivity[unit] }
  return {
    inactivity: { value: problems.whole('inactivity.value', inactivity.value, bounds), unit },
  }
}
