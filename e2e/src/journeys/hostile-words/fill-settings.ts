import type { ChannelDetails, Session, Snapshot } from '@otklik/protocol'
import type { ChannelGroup } from '@otklik/protocol/settings'

import { makeWhatsapp } from '../addresses.ts'
import type { Filling } from './filling.ts'

/** Everything of the company itself that has a name or a text. */
export async function fillSettings(filling: Filling) {
  const { centre, ask } = filling
  const lists = await fillLists(filling)
  const rating = await fillRating(filling)
  await fillSchedule(filling)
  const botId = await fillBot(filling)
  const { channels } = await ask<Snapshot>('GET', 'snapshot')
  const telegramId = channels[0]?.id ?? ''
  await fillRules(filling, telegramId)
  const whatsappId = await makeWhatsapp(centre)
  await fillTemplate(filling, whatsappId)
  return { ...lists, ...rating, botId, telegramId, whatsappId, ...(await fillSite(filling)) }
}

async function fillLists({ ask, idOf, w }: Filling) {
  const waiting = { email: 'waiting@verba.example', role: 'operator' }
  const { link } = await ask<{ link: string }>('POST', 'invitations', {
    ...{ ...waiting, name: w('the name of an open invitation') },
  })
  await ask('PATCH', 'operators/me/profile', {
    ...{ name: w('one’s own name'), signature: w('the signature') },
  })
  const tag = w('the tag', { max: 40 })
  await ask('POST', 'filters', {
    ...{ name: w('the saved filter'), isShared: true, conditions: { owes: 'us' } },
  })
  await ask('POST', 'quick-replies', {
    ...{ scope: 'company', title: w('the title of a quick reply') },
    ...{ shortcut: w('the shortcut', { max: 30, without: /[\s/]/ }), text: w('the quick reply') },
  })
  await ask('POST', 'contact-fields', {
    ...{ name: w('the field to choose from'), kind: 'choice', options: [w('the choice')] },
  })
  await ask('POST', 'api-keys', { name: w('the key of a program'), permissions: ['contacts.edit'] })
  const { key: trackerKey } = await ask<{ key: string }>('POST', 'trackers', {
    ...{ name: w('the counter'), sites: ['shop.example'] },
  })
  return {
    ...{ tag, trackerKey, invitation: new URL(link).pathname },
    topicId: await idOf('POST', 'labels', { kind: 'topic', name: w('the topic') }),
    tagId: await idOf('POST', 'labels', { kind: 'tag', name: tag }),
    teamId: await idOf('POST', 'teams', { name: w('the team') }),
    fieldId: await idOf('POST', 'contact-fields', {
      ...{ name: w('the custom field'), kind: 'text', options: [] },
    }),
    webhookId: await idOf('POST', 'webhooks', {
      ...{ name: w('the webhook'), url: 'https://crm.example/otklik' },
      events: ['message.received'],
    }),
  }
}

async function fillRating({ ask, w }: Filling) {
  await ask('POST', 'channel-groups', { name: w('the group of channels') })
  const [first] = await ask<[ChannelGroup]>('GET', 'channel-groups')
  const question = w('the question for a mark')
  await ask('PATCH', `channel-groups/${first.id}`, {
    version: first.version,
    rating: {
      ...{ isOn: true, question, thanks: w('the thanks'), everyHours: 0 },
      commentQuestion: w('the question for a comment'),
    },
  })
  return { question, groupId: first.id }
}

async function fillSchedule({ ask, w }: Filling): Promise<void> {
  const { version, week, timeZone } = await ask<{
    version: number
    week: object[]
    timeZone: string
  }>('GET', 'schedule')
  const holiday = { from: '2027-01-01', to: '2027-01-08', intervals: [] }
  const exceptions = [{ ...holiday, name: w('the note of the schedule') }]
  await ask('PUT', 'schedule', { version, week, timeZone, exceptions })
}

const fillBot = ({ idOf, w }: Filling): Promise<string> =>
  idOf('POST', 'bots', {
    kind: 'scenario',
    name: w('the bot'),
    scenario: {
      format: 1,
      start: 'ask',
      steps: [
        {
          ...{ id: 'ask', at: { x: 0, y: 0 }, kind: 'choice', placement: 'inline' },
          text: w('what the bot asks'),
          options: [{ id: 'yes', label: w('the button of the bot'), next: null }],
          otherwise: { text: w('what the bot says again'), times: 1, next: null },
        },
      ],
    },
  })

async function fillRules({ ask, w }: Filling, channelId: string): Promise<void> {
  const { version } = await ask<{ version: number }>('GET', `channels/${channelId}/rules`)
  await ask('PATCH', `channels/${channelId}/rules`, {
    ...{ version, isClosingTextShown: true, closingText: w('the goodbye') },
    autoReplies: [{ text: w('the automatic reply'), delayS: 86_000 }],
    offHours: { bot: false, autoReplies: true },
    offHoursReplies: [{ text: w('the reply off hours'), delayS: 60 }],
    offHoursFallback: w('the word where the bot fails'),
  })
}

const fillTemplate = ({ idOf, w }: Filling, channelId: string) =>
  idOf('POST', `channels/${channelId}/templates`, {
    ...{ name: 'order_ready', language: 'ru', category: 'utility' },
    content: {
      ...{ body: w('the template', { without: /[{}]/ }), buttons: [], samples: {} },
      footer: w('the footer of a template', { without: /[{}]/ }),
    },
  })

async function fillSite({ centre, ask, w }: Filling) {
  const site = await ask<ChannelDetails>('POST', 'channels', {
    ...{ kind: 'site-chat', signature: 'first-name' },
    settings: { name: w('the channel'), sites: new URL(centre.emulator.url).host },
  })
  const path = `channels/${site.id}/site`
  const { version, look } = await ask<{ version: number; look: object }>('GET', path)
  const { operator } = await ask<Session>('GET', 'session')
  const receiver = { kind: 'operator', id: operator.id }
  await ask('PUT', path, {
    version,
    look: {
      ...look,
      ...{ title: w('the title of the widget'), welcome: w('the welcome of the widget') },
      ...{ offHours: w('the word of the widget off hours'), greeting: w('the greeting') },
      greetingAfterS: 1,
    },
    questions: [{ label: w('the question of the widget'), receiver }],
  })
  return { siteId: site.id, siteKey: site.identity?.externalId ?? '' }
}
