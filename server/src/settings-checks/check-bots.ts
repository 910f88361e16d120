import type { Receiver, Warning } from '@otklik/protocol/settings'

import {
  type AccountFacts,
  type CheckedBot,
  type CheckedChannel,
  inChannel,
  type Tab,
} from './account-facts.ts'
import { answering, isEverClosed } from './check-hours.ts'

/** A bot that is chosen and cannot answer, whoever decided so (COM-12…COM-14, D-12). */
export function checkBots(channel: CheckedChannel, facts: AccountFacts): Warning[] {
  const { receiver, offHours, offHoursBotId } = facts.account.channel(channel.id)
  const { everyone } = facts.account.settings
  const found: Warning[] = []
  if (receiver.kind === 'bot') {
    const { id, backup } = receiver
    found.push(...checkChosen({ channel, tab: 'working', id, mend: { receiver: backup } }, facts))
    const relieved = { ...receiver, backup: { kind: 'team' as const, id: everyone.id } }
    found.push(...checkBackup(channel, { backup, mend: { receiver: relieved } }, facts))
  }
  if (offHours === 'bot' && offHoursBotId !== undefined && isEverClosed(facts)) {
    const mend = answering(facts.account.channel(channel.id), facts)
    found.push(...checkChosen({ channel, tab: 'off-hours', id: offHoursBotId, mend }, facts))
  }
  return found
}

type Mend = NonNullable<NonNullable<Warning['mend']>['channel']>['rules']

interface Chosen {
  channel: CheckedChannel
  tab: Tab
  id: string
  /** How the channel does without it. */
  mend: Mend
}

function checkChosen({ channel, tab, id, mend }: Chosen, { bots }: AccountFacts): Warning[] {
  const bot = bots.get(id)
  const named = { bot: bot?.name ?? '', tab }
  const code = reasonOf(bot)
  if (code) return [inChannel(channel, tab, { code, facts: named, mend })]
  if (!channel.hidesButtons) return []
  return [inChannel(channel, tab, { code: 'bot-without-buttons', facts: named })]
}

function reasonOf(bot: CheckedBot | undefined): Warning['code'] | undefined {
  if (!bot) return 'bot-gone'
  if (!bot.isModuleOn) return 'bot-module-off'
  if (!bot.isEnabled) return 'bot-disabled'
  return bot.isPublished ? undefined : 'bot-not-published'
}

function checkBackup(
  channel: CheckedChannel,
  { backup, mend }: { backup: Extract<Receiver, { kind: 'bot' }>['backup']; mend: Mend },
  { account: { settings } }: AccountFacts,
): Warning[] {
  if (backup.kind === 'operator') {
    const operator = settings.operator(backup.id)
    if (operator?.isDisabled === false) return []
    const facts = { name: operator?.name ?? '' }
    return [inChannel(channel, 'working', { code: 'backup-disabled', facts, mend })]
  }
  const team = settings.team(backup.id) ?? settings.everyone
  if (team.isStaffed || team.isEveryone) return []
  const facts = { backup: team.name }
  return [inChannel(channel, 'working', { code: 'empty-backup', facts, mend })]
}
