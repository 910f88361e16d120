import {
  AUTO_TEXT_LIMIT,
  type ChannelRules,
  CLOSING_TEXT_LIMIT,
  type EditChannelRulesRequest,
  lengthOf,
  type TemplateContent,
} from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { uniqueSkills } from '../operators/index.ts'
import { isComplete } from '../rules/index.ts'
import type { WhichRules } from './channel-rules-row.ts'
import { checkReceiver, isBotThere } from './check-receiver.ts'
import { checkReplies } from './check-replies.ts'
import { type FieldProblems, gatherProblems } from './field-problems.ts'

/** D-08 */
const longestInactivity = { hours: 720, days: 365 }

/** The rules with what was asked for, or every problem of it at once. */
export async function checkChannelRules(
  client: Queryable,
  which: WhichRules,
  before: ChannelRules,
  asked: EditChannelRulesRequest,
): Promise<ChannelRules> {
  const { accountId } = which
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
    ...(await checkOffHours(client, accountId, { before, asked }, problems)),
    ...checkClosingText(before, asked, problems),
    ...(await checkClosingTemplate(client, which, asked, problems)),
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

/** Two switches of which one may be on (COM-62), the first with its module and a bot (COM-60). */
async function checkOffHours(
  client: Queryable,
  accountId: string,
  { before, asked }: { before: ChannelRules; asked: EditChannelRulesRequest },
  problems: FieldProblems,
): Promise<Partial<ChannelRules>> {
  const fallback = checkFallback(asked, problems)
  if (!asked.offHours) return fallback
  const { bot, autoReplies, botId = before.offHoursBotId } = asked.offHours
  const rules = { ...fallback, offHoursBotId: botId }
  if (bot && autoReplies) problems.add('offHours', 'both-modes')
  else if (bot && !(await isModuleOn(client, accountId, 'bots'))) {
    problems.add('offHours.botId', 'module-off', { module: 'bots' })
  } else if (bot && botId === null) problems.add('offHours.botId', 'required')
  else if (botId !== null && (bot || asked.offHours.botId !== undefined)) {
    const isThere = await isBotThere(client, accountId, botId)
    if (!isThere) problems.add('offHours.botId', 'no-such-bot')
  }
  return { ...rules, offHoursMode: bot ? 'bot' : autoReplies ? 'auto-replies' : 'nothing' }
}

/** D-12 */
function checkFallback(
  { offHoursFallback }: EditChannelRulesRequest,
  problems: FieldProblems,
): Partial<ChannelRules> {
  if (offHoursFallback === undefined) return {}
  if (lengthOf(offHoursFallback) > AUTO_TEXT_LIMIT) {
    problems.add('offHoursFallback', 'too-long', { maximum: AUTO_TEXT_LIMIT })
  }
  return { offHoursFallback: offHoursFallback.trim() }
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

/** D-10: approved, of this very channel, and with nothing that somebody would have to fill in. */
async function checkClosingTemplate(
  client: Queryable,
  { accountId, channelId }: WhichRules,
  { closingTemplateId }: EditChannelRulesRequest,
  problems: FieldProblems,
): Promise<Partial<ChannelRules>> {
  if (closingTemplateId === undefined || closingTemplateId === null) {
    return closingTemplateId === null ? { closingTemplateId } : {}
  }
  const { rows } = await client.query<{ content: TemplateContent }>(
    `select content from templates where account_id = $1 and channel_id = $2 and id = $3
       and state = 'approved' and archived_at is null and external_id is not null
       and unsupported is null`,
    [accountId, channelId, closingTemplateId],
  )
  const [found] = rows
  if (!found) problems.add('closingTemplateId', 'no-such-template')
  else if (!isComplete(found.content)) problems.add('closingTemplateId', 'template-has-gaps')
  return { closingTemplateId }
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
