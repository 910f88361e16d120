import type { Client } from '../../kit/index.ts'
import type { Named } from '../addresses.ts'
import type { Centre } from '../centre.ts'
import { fillReview } from './fill-review.ts'
import { fillSettings } from './fill-settings.ts'
import { fillTalk } from './fill-talk.ts'
import { fillVisits } from './fill-visits.ts'
import { createFilling } from './filling.ts'
import type { Words } from './payloads.ts'

export interface Filled {
  /** What the product would not take, which it should. */
  refused: string[]
  operator: Client
  supervisor: Client
  reviewer: Client
  /** What its addresses lead to; of conversations the open one, and the closed one that was reviewed. */
  named: Named
  /** The visitor's conversation, the one that an advertisement led to, and how to be that visitor. */
  siteTalkId: string
  advertisedId: string
  visitorToken: string
  siteKey: string
  formPath: string
}

/** Writes something hostile into every field of the product that takes words. */
export async function fillCompany(centre: Centre, words: Words): Promise<Filled> {
  const filling = createFilling(centre, words)
  for (const module of ['whatsapp', 'bots', 'call-tracking', 'quality']) {
    await filling.ask('PUT', `modules/${module}`, { isOn: true })
  }
  const operator = await filling.invite('operator')
  const supervisor = await filling.invite('supervisor')
  const reviewer = await filling.invite('quality-reviewer')
  const settings = await fillSettings(filling)
  const { talkId, formPath } = await fillTalk(filling, settings)
  const people = { operator, supervisor, reviewer, question: settings.question }
  const { closedId, reviewId, cardId, sampleId } = await fillReview(filling, people)
  const visits = await fillVisits(filling, settings)
  const { botId, telegramId, whatsappId, siteId, siteKey, teamId, webhookId, groupId } = settings
  return {
    ...{ operator, supervisor, reviewer, siteKey, formPath, ...visits, refused: filling.refused },
    named: {
      ...{ talkId, closedId, reviewId, cardId, sampleId, botId, telegramId, whatsappId, siteId },
      ...{ teamId, webhookId, groupId, invitation: settings.invitation },
      words: 'w',
    },
  }
}
