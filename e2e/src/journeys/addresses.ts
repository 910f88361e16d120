import type { Page } from 'playwright-core'

import type { Centre } from './centre.ts'

/** Pages for whoever is not signed in. */
export const outside = [
  '/sign-in',
  '/sign-in/return',
  '/first-run',
  '/invitations/$token',
  '/password/$token',
]

/** The tabs of a channel, and what else stands behind a page's address. */
export const more: Record<string, string[]> = {
  '/settings/channels/$channelId': ['?tab=off-hours', '?tab=common', '?tab=state'],
  '/quality': ['?part=setup', '?part=appeals', '?part=results'],
}

/** The router's own table, so that a new page cannot be forgotten. */
export const addressesOf = (page: Page) =>
  page.evaluate<string[]>('Object.keys(window.__TSR_ROUTER__.routesByPath)')

export const go = (page: Page, place: string) =>
  page.evaluate(`window.__TSR_ROUTER__.navigate({ href: ${JSON.stringify(place)} })`)

export async function open(page: Page, place: string): Promise<void> {
  await go(page, place)
  await page.getByRole('heading').first().waitFor()
  await page.getByRole('status', { name: 'Загружаем' }).first().waitFor({ state: 'detached' })
}

/** What the addresses of one company name. */
export interface Named {
  talkId: string
  /** Of the quality of a conversation, which has to be closed. */
  closedId: string
  reviewId: string
  /** The one that was put before two reviewers. */
  sampleId: string
  cardId: string
  botId: string
  telegramId: string
  whatsappId: string
  siteId: string
  groupId: string
  teamId: string
  webhookId: string
  /** What is searched for. */
  words: string
  invitation: string
}

/** Where each address leads in this company. */
export const placesOf = (named: Named): Record<string, string> => ({
  '/': '/',
  '/conversations/$conversationId': `/conversations/${named.talkId}`,
  '/queue': '/queue',
  '/clients': '/clients',
  '/clients/import': '/clients/import',
  '/search': `/search?q=${named.words}`,
  '/supervision': '/supervision',
  '/reports': '/reports',
  '/reports/$report': '/reports/operators',
  '/quality': '/quality',
  '/quality/reviews/$reviewId': `/quality/reviews/${named.reviewId}`,
  '/quality/conversations/$conversationId': `/quality/conversations/${named.closedId}`,
  '/quality/calibrations/$sampleId': `/quality/calibrations/${named.sampleId}`,
  '/quality/cards/$cardId': `/quality/cards/${named.cardId}`,
  '/bots': '/bots',
  '/bots/$botId': `/bots/${named.botId}`,
  '/settings': '/settings',
  ...Object.fromEntries(plainSettings.map((name) => [`/settings/${name}`, `/settings/${name}`])),
  '/settings/channels/$channelId': `/settings/channels/${named.telegramId}`,
  '/settings/channels/$channelId/templates': `/settings/channels/${named.whatsappId}/templates`,
  '/settings/channels/$channelId/widget': `/settings/channels/${named.siteId}/widget`,
  '/settings/channels/new/$kind': '/settings/channels/new/viber',
  '/settings/channel-groups/$groupId': `/settings/channel-groups/${named.groupId}`,
  '/settings/teams/$teamId': `/settings/teams/${named.teamId}`,
  '/settings/developers/webhooks/$webhookId': `/settings/developers/webhooks/${named.webhookId}`,
  '/first-run': '/first-run',
  '/sign-in': '/sign-in',
  '/sign-in/return': '/sign-in/return',
  '/invitations/$token': named.invitation,
  '/password/$token': '/password/no-such-link',
})

/** A channel that has templates. */
export async function makeWhatsapp({ client, emulator }: Centre): Promise<string> {
  const number = { name: 'Верба Мебель' }
  const { subject, token } = await emulator.control<Record<'subject' | 'token', string>>(
    'POST',
    '/edna/_control/subjects',
    number,
  )
  const settings = { provider: 'edna', subject, token }
  const made = { kind: 'whatsapp', settings }
  return (await client.ask<{ id: string }>('POST', '/api/v1/channels', made)).id
}

const plainSettings = [
  'channels',
  'channels/sign-in',
  'schedule',
  'channel-groups',
  'call-tracking',
  'teams',
  'labels',
  'quick-replies',
  'operators',
  'contact-fields',
  'developers',
  'retention',
  'audit',
  'modules',
  'sign-in',
  'companies',
  'profile',
]
