import type { Conversation, Session } from '@otklik/protocol'
import type { Calibration, Review, Scorecard } from '@otklik/protocol/reports'

import { type Client, until } from '../../kit/index.ts'
import { type Filling, LONG, newId } from './filling.ts'

interface Rating {
  operator: Client
  supervisor: Client
  reviewer: Client
  /** How a customer is asked for a mark. */
  question: string
}

/** A conversation of the operator is closed, rated with a comment, reviewed, appealed and calibrated. */
export async function fillReview(filling: Filling, people: Rating) {
  const { ask, idOf, w } = filling
  const { operator, reviewer } = people
  const closedId = await rate(filling, people)
  const criterion = {
    ...{ id: newId(), title: w('the criterion'), help: w('the help of a criterion') },
    ...{ weight: 1, scale: 'yes-no', isCritical: false, mayNotApply: false },
  }
  const section = { id: newId(), title: w('the section'), criteria: [criterion] }
  const made = { name: w('the scorecard'), sections: [section] }
  const { id: cardId } = await ask<Scorecard>('POST', 'quality/scorecards', made, reviewer)
  const rule = { name: w('the rule of sampling'), isOn: true, kind: 'random', perOperator: 1 }
  const drawn = { ...rule, scorecardId: cardId, from: '2026-01-01' }
  await ask('POST', 'quality/sampling-rules', drawn, reviewer)
  const review = async (of: string, by: Client, what: string) => {
    const { id, version } = await ask<Review>('POST', 'quality/reviews', { sampleId: of }, by)
    const comment = w(`the comment of ${what}`)
    const answers = { [criterion.id]: { value: 'no', comment } }
    const completed = { version, answers, summary: w(`the summary of ${what}`) }
    await ask('POST', `quality/reviews/${id}/completion`, completed, by)
    return id
  }
  const subject = { conversationId: closedId, scorecardId: cardId }
  const chosen = await idOf('POST', 'quality/samples', subject, reviewer)
  const reviewId = await review(chosen, reviewer, 'a review')
  await ask('POST', `quality/reviews/${reviewId}/appeal`, { text: w('the appeal') }, operator)
  return { closedId, reviewId, cardId, sampleId: await calibrate() }

  async function calibrate(): Promise<string> {
    const both = [people.supervisor, filling.centre.client]
    const reviewerIds = await Promise.all(
      both.map(async (by) => (await ask<Session>('GET', 'session', undefined, by)).operator.id),
    )
    const started = { ...subject, reviewerIds }
    const { sampleId } = await ask<Calibration>('POST', 'quality/calibrations', started)
    for (const [index, by] of both.entries()) {
      await review(sampleId, by, `the calibration by reviewer ${index + 1}`)
    }
    return sampleId
  }
}

/** Somebody who came by an advertisement, was answered, and left a mark with a comment. */
async function rate(filling: Filling, { operator, question }: Rating): Promise<string> {
  const { centre, ask, says, w } = filling
  const { emulator, bot } = centre
  const name = w('the one who left a mark', { max: 64 })
  const person = await emulator.makePerson(name)
  await emulator.does(bot, person, 'text', { text: 'Где заказ?' })
  const { id } = await filling.conversationWhere(({ contact }) => contact.name === name)
  await ask('POST', `conversations/${id}/assignment`, undefined, operator)
  await says(id, { text: 'Везём' }, operator)
  await ask('POST', `conversations/${id}/closure`, undefined, operator)
  const asked = async () =>
    (await emulator.chatOf(bot, person)).find(({ content }) => content.text === question)?.id
  const messageId = await until(asked, { ...LONG, what: 'the question for a mark' })
  await emulator.does(bot, person, 'press', { messageId, row: 0, column: 0 })
  const isRated = async () =>
    (await ask<Conversation>('GET', `conversations/${id}`)).rating !== undefined
  await until(isRated, { ...LONG, what: 'the mark' })
  await emulator.does(bot, person, 'text', { text: w('the comment of a mark') })
  return id
}
