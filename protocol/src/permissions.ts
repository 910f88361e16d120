import { z } from 'zod'

/** What a route may ask of its caller: resource and action. Which role has which is the server's. */
export const permission = z.enum([
  'conversations.read',
  'conversations.take',
  'conversations.reply',
  'conversations.close',
  /** Take from, or give to, somebody else. */
  'conversations.reassign',
  'notes.write',
  /** The card: name, fields, tags, note, VIP; blocking. */
  'contacts.edit',
  /** «Показать»: a whole phone; each time is written down. */
  'contacts.reveal',
  /** Two contacts are one, or are not any more. */
  'contacts.merge',
  /** Take out what is known of one or of all. */
  'contacts.export',
  /** Fields of the company's own; bring in contacts and past conversations. */
  'contacts.manage',
  /** For good, as the law on personal data wants it. */
  'contacts.erase',
  /** Names and states, as everybody sees them beside a conversation. */
  'channels.read',
  /** Connect, change, disconnect; settings, log and quarantine. */
  'channels.manage',
  'operators.read',
  'operators.invite',
  'operators.manage',
  /** Teams and how conversations are given out in them. */
  'teams.manage',
  /** «Тематики» and «Теги»: what there is to choose from, and when a topic is required. */
  'labels.manage',
  /** «Быстрые ответы» of the whole company; one's own are everybody's, a team's go with teams. */
  'quick-replies.manage',
  /** «Чат-боты»: build, publish, connect. */
  'bots.manage',
  /** «Расписание работы»: when every channel is open. */
  'schedule.manage',
  /** «Для разработчиков»: keys of programs, and where a company's systems are told what happens. */
  'developers.manage',
  /** The account itself, its modules, and who owns it. */
  'account.manage',
  /** «Отчёты»: figures of the conversations one sees, as pages, tables and letters. */
  'reports.view',
  /** «Контроль качества»: review conversations, decide appeals, see what everybody's work came to. */
  'quality.review',
  /** Scorecards, what is chosen for review, calibrations. */
  'quality.manage',
  /** «Журнал действий»: who changed which setting. */
  'audit.read',
])
export type Permission = z.output<typeof permission>

/** Which conversations somebody sees: their own, also their teams' with the queues, or all. */
export const scope = z.enum(['own', 'team', 'all'])
export type Scope = z.output<typeof scope>
