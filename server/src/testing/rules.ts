import type { TeamSettings } from '@otklik/protocol'

import type {
  BotRules,
  ChannelRules,
  Context,
  OpeningHours,
  Settings,
  TeamRules,
} from '../rules/index.ts'

export const alwaysOpen: OpeningHours = {
  isOpen: () => true,
  nextOpening: () => undefined,
  nextChange: () => undefined,
}

/** Open from…to of every day of the clock, for tables that need no zones. */
export function openBetween(from: number, to: number): OpeningHours {
  const isOpen = (at: number) => at >= from && at < to
  const next = (at: number) => (at < from ? from : at < to ? to : undefined)
  return { isOpen, nextOpening: (at) => (at < from ? from : undefined), nextChange: next }
}

export const teamSettings: TeamSettings = {
  method: 'manual',
  hand: 'offer',
  respectsStatus: true,
  answerWaitS: 60,
  whenNobodyAnswers: 'again',
  queueWaitS: null,
  afterQueueWait: 'tell',
  backupTeamId: null,
  answerNormS: 300,
  tellTeamS: null,
  silenceS: null,
  sla: { usual: { firstS: null, nextS: null, resolutionS: null }, vip: null },
  stickyWaitS: null,
  relaxAfterS: 60,
  absence: { policy: 'keep', afterS: 120 },
}

export const aTeam = (id: string, facts: Partial<TeamRules> = {}): TeamRules => ({
  ...teamSettings,
  id,
  name: id,
  isEveryone: false,
  isStaffed: true,
  ...facts,
})

export const everyone = aTeam('everyone', { isEveryone: true })

/** An account in which everybody takes by hand, at any hour. */
export function someSettings(
  facts: {
    schedule?: OpeningHours
    teams?: TeamRules[]
    operators?: Record<string, { name: string; isDisabled: boolean }>
    bots?: BotRules[]
  } = {},
): Settings {
  const teams = new Map([everyone, ...(facts.teams ?? [])].map((team) => [team.id, team]))
  return {
    schedule: facts.schedule ?? alwaysOpen,
    everyone: teams.get('everyone')!,
    team: (id) => teams.get(id),
    operator: (id) => facts.operators?.[id] ?? { name: id, isDisabled: false },
    bot: (id) => facts.bots?.find((bot) => bot.id === id),
  }
}

export const channelRules: ChannelRules = {
  receiver: { kind: 'team', id: 'everyone' },
  operatorWaitMs: 5 * 60_000,
  autoReplies: [],
  offHours: 'nothing',
  offHoursReplies: [],
  keepsUnanswered: false,
}

/** What `step` is told where a test has nothing else to say. */
export const aContext = (now: number, facts: Partial<Context> = {}): Context => ({
  now,
  newConversationId: 'conversation-1',
  rules: channelRules,
  settings: someSettings(),
  contact: { name: 'Олег', isBlocking: false },
  channel: { isConnected: true, canEdit: true, canDelete: true, deleteWithinMs: 48 * 3_600_000 },
  messages: new Map(),
  isLeaving: () => false,
  ...facts,
})
