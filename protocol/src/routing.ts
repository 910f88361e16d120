import { z } from 'zod'

import { id, moment, operatorStatus } from './people.ts'

/** How a team's conversations find their operator (product: «Распределение обращений»). */
export const routingMethod = z.enum([
  /** «Наименее загруженному»: least load for the capacity, then longest idle. */
  'least-loaded',
  /** «Равномерно»: whoever was given one longest ago. */
  'round-robin',
  /** «Всем одновременно»: the first to accept has it. */
  'all-at-once',
  /** «Строго по очереди»: in the order of the team's list. */
  'strict-order',
  /** «По навыкам». */
  'skills',
  /** «Ручной выбор»: they wait until somebody takes them. */
  'manual',
])
export type RoutingMethod = z.output<typeof routingMethod>

const seconds = (least: number, most: number) => z.int().min(least).max(most)

const target = seconds(5, 90 * 86_400).nullable()
/** In working time; null promises nothing. */
export const slaTargets = z.strictObject({
  /** The first answer of a person, from the customer's word or from the last hand-over. */
  firstS: target,
  /** Each answer after it. */
  nextS: target,
  /** Until it is closed; on hold and put off do not count. */
  resolutionS: target,
})
export type SlaTargets = z.output<typeof slaTargets>

/** «SLA» of a team: what it promises everybody, and VIPs where that is something else. */
export const slaSettings = z.strictObject({ usual: slaTargets, vip: slaTargets.nullable() })
export type SlaSettings = z.output<typeof slaSettings>

/** «Распределение обращений» with «настройки ожидания ответа»: of the team, not of a channel. */
export const teamSettings = z.strictObject({
  method: routingMethod,
  /** Offer and wait for «Принять», or assign at once (D-25). */
  hand: z.enum(['offer', 'assign']),
  /** «Учитывать статус сотрудника»: off, a break and «Не беспокоить» do not keep work away. */
  respectsStatus: z.boolean(),
  /** How long one operator may take to accept, or to answer what was assigned at once. */
  answerWaitS: seconds(5, 3600),
  /** Everybody who could was asked in vain: again from the start, the backup, or wait to be taken. */
  whenNobodyAnswers: z.enum(['again', 'backup', 'manual']),
  /** The longest wait in the queue; null means any. */
  queueWaitS: seconds(5, 86_400).nullable(),
  /** And then: supervisors are told, or the backup has it (and they are told as well). */
  afterQueueWait: z.enum(['tell', 'backup']),
  backupTeamId: id.nullable(),
  /** How soon a customer should have an answer: waiting times turn red after it. */
  answerNormS: seconds(30, 86_400),
  /** Nobody has taken a conversation for so long: everybody of the team is told; null tells nobody. */
  tellTeamS: seconds(5, 86_400).nullable(),
  /** Whoever holds it has not answered for so long, in working time: supervisors are told. */
  silenceS: seconds(30, 86_400).nullable(),
  sla: slaSettings,
  /** The contact's last operator comes first and, when busy, is waited for this long; null is off. */
  stickyWaitS: seconds(0, 3600).nullable(),
  /** Under «По навыкам»: after this anybody of the team will do. */
  relaxAfterS: seconds(5, 3600),
  /** Whoever holds a conversation went off line and stays so for `afterS`. */
  absence: z.strictObject({
    policy: z.enum(['keep', 'queue', 'reassign']),
    afterS: seconds(0, 86_400),
  }),
})
export type TeamSettings = z.output<typeof teamSettings>

const teamName = z.string().trim().min(1).max(60)
/** In the order of «Строго по очереди». */
const memberIds = z.array(id).max(1000)

export const team = z.object({
  id,
  version: z.int(),
  name: z.string(),
  /** Everybody who answers, whoever joins: every account has one such team, and it stays. */
  isEveryone: z.boolean(),
  memberIds: z.array(id),
  settings: teamSettings,
})
export type Team = z.output<typeof team>

export const createTeamRequest = z.strictObject({
  name: teamName,
  memberIds: memberIds.default([]),
  settings: teamSettings.partial().optional(),
})
/** Only the fields present are changed. */
export const editTeamRequest = z.strictObject({
  version: z.int(),
  name: teamName.optional(),
  memberIds: memberIds.optional(),
  settings: teamSettings.partial().optional(),
})

/** What an operator says of themselves. */
export const ownStatusRequest = z.strictObject({
  status: operatorStatus,
  /** Why, of a break or «Не беспокоить»: reports tell their time apart by it. */
  reason: z.string().trim().max(60).optional(),
})

export const skill = z.string().trim().min(1).max(40)

/** Why an operator was not asked. */
export const exclusion = z.enum([
  'offline',
  'break',
  'do-not-disturb',
  /** No room for the weight of this channel. */
  'full',
  /** Declined it, or let the offer pass. */
  'refused',
  'missing-skill',
  'not-responsible',
])
export type Exclusion = z.output<typeof exclusion>

/** «Почему?»: whom the rule could have chosen, whom it chose, and what decided. */
export const decision = z.object({
  at: moment,
  /** The rule that decided: a team's method, or what comes before it. */
  rule: z.enum([
    ...routingMethod.options,
    /** The contact's last operator. */
    'sticky',
    /** The conversation waited for this operator alone. */
    'own-queue',
    /** A colleague handed it to this operator. */
    'transfer',
    /** The one who held it went away. */
    'reassign',
  ]),
  teamId: id.optional(),
  /** «По навыкам» had waited long enough and asked anybody. */
  isRelaxed: z.boolean().optional(),
  candidates: z.array(
    z.object({
      operatorId: id,
      name: z.string(),
      /** Sum of the weights of what the operator holds or is offered. */
      load: z.int(),
      capacity: z.int(),
      lastAssignedAt: moment.optional(),
      isChosen: z.boolean(),
      exclusion: exclusion.optional(),
    }),
  ),
})
export type Decision = z.output<typeof decision>

/** To an operator or a team; a note stays with the conversation. */
export const transferRequest = z.strictObject({
  to: z.strictObject({ kind: z.enum(['operator', 'team', 'bot']), id }),
  note: z.string().trim().max(4000).optional(),
})
export const snoozeRequest = z.strictObject({ until: moment })
/** «Закрыть» or, for what no answer is owed, «Спам». */
export const closeRequest = z.strictObject({ as: z.enum(['operator', 'spam']).default('operator') })
