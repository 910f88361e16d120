import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreatedInvitation, Snapshot } from '@otklik/protocol'
import type { Calibration, Scorecard } from '@otklik/protocol/reports'
import type { ChannelGroup } from '@otklik/protocol/settings'
import type { Page } from 'playwright-core'

import type { Centre } from './centre.ts'
import { isClean } from './is-clean.ts'

/** Pages for whoever is not signed in. */
const outside = [
  '/sign-in',
  '/sign-in/return',
  '/first-run',
  '/invitations/$token',
  '/password/$token',
]

/** The tabs of a channel, and what else stands behind a page's address. */
const more: Record<string, string[]> = {
  '/settings/channels/$channelId': ['?tab=off-hours', '?tab=common', '?tab=state'],
  '/quality': ['?part=setup', '?part=appeals', '?part=results'],
}

/** The router's own table, so that a new page cannot be forgotten here. */
const addressesOf = (page: Page) =>
  page.evaluate<string[]>('Object.keys(window.__TSR_ROUTER__.routesByPath)')

const go = (page: Page, href: string) =>
  page.evaluate(`window.__TSR_ROUTER__.navigate({ href: ${JSON.stringify(href)} })`)

/**
 * Every address there is, wide and light, narrow and dark. `centre` has a conversation that was
 * reviewed and calibrated.
 */
export function testEveryAddress(centre: () => Centre, talkId: () => string): void {
  const looks = [
    { size: { width: 1440, height: 900 }, colorScheme: 'light' },
    { size: { width: 390, height: 844 }, colorScheme: 'dark' },
  ] as const

  test('every address of the workplace can be read and used by everybody', async () => {
    const places = await placesOf(centre(), talkId())
    for (const look of looks) {
      const { page, complaints, context } = await centre().desk(look)
      await page.goto(centre().server.url)
      await page.getByRole('navigation').first().waitFor()
      assert.deepEqual(
        (await addressesOf(page)).sort(),
        Object.keys(places).sort(),
        'a page that is not opened here',
      )
      const guest = await centre().desk({ ...look, cookie: '' })
      await guest.page.goto(`${centre().server.url}/sign-in`)
      await guest.page.getByRole('heading').first().waitFor()
      for (const [address, place] of Object.entries(places)) {
        const where = outside.includes(address) ? guest.page : page
        for (const rest of ['', ...(more[address] ?? [])]) {
          await open(where, place + rest)
          await isClean(where, `${place + rest} at ${look.size.width}`)
        }
      }
      assert.deepEqual([...complaints, ...guest.complaints], [])
      await Promise.all([context.close(), guest.context.close()])
    }
  })
}

async function open(page: Page, place: string): Promise<void> {
  await go(page, place)
  await page.getByRole('heading').first().waitFor()
  await page.getByRole('status', { name: 'Загружаем' }).first().waitFor({ state: 'detached' })
}

/** Where each address leads in this company. */
async function placesOf({ client, emulator }: Centre, talkId: string) {
  for (const name of ['whatsapp', 'bots', 'call-tracking', 'quality']) {
    await client.ask('PUT', `/api/v1/modules/${name}`, { isOn: true })
  }
  const idOf = async (path: string, body: object) =>
    (await client.ask<{ id: string }>('POST', `/api/v1/${path}`, body)).id
  const number = { name: 'Верба Мебель' }
  const { subject, token } = await emulator.control<Record<'subject' | 'token', string>>(
    'POST',
    '/edna/_control/subjects',
    number,
  )
  const whatsappId = await idOf('channels', {
    ...{ kind: 'whatsapp', settings: { provider: 'edna', subject, token } },
  })
  const { host } = new URL(emulator.url)
  const siteId = await idOf('channels', {
    ...{ kind: 'site-chat', settings: { name: 'Сайт', sites: host } },
  })
  const { channels } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const telegramId = channels.find(({ kind }) => kind === 'telegram')?.id
  const teamId = await idOf('teams', { name: 'Доставка' })
  const botId = await idOf('bots', { kind: 'scenario', name: 'Верба' })
  const webhookId = await idOf('webhooks', {
    ...{ name: 'CRM', url: 'https://crm.example/otklik', events: ['message.received'] },
  })
  const [group] = await client.ask<[ChannelGroup]>('GET', '/api/v1/channel-groups')
  const [card] = await client.ask<[Scorecard]>('GET', '/api/v1/quality/scorecards')
  const [calibration] = await client.ask<[Calibration]>('GET', '/api/v1/quality/calibrations')
  const reviewId = calibration.reviewers.find(({ review }) => review)?.review?.id
  const { link = '' } = await client.ask<CreatedInvitation>('POST', '/api/v1/invitations', {
    ...{ email: 'dmitry@verba.example', name: 'Дмитрий Орлов', role: 'operator' },
  })
  const settings = Object.fromEntries(
    plainSettings.map((name) => [`/settings/${name}`, `/settings/${name}`]),
  )
  return {
    '/': '/',
    '/conversations/$conversationId': `/conversations/${talkId}`,
    '/queue': '/queue',
    '/clients': '/clients',
    '/clients/import': '/clients/import',
    '/search': '/search?q=заказ',
    '/supervision': '/supervision',
    '/reports': '/reports',
    '/reports/$report': '/reports/operators',
    '/quality': '/quality',
    '/quality/reviews/$reviewId': `/quality/reviews/${reviewId}`,
    '/quality/conversations/$conversationId': `/quality/conversations/${talkId}`,
    '/quality/calibrations/$sampleId': `/quality/calibrations/${calibration.sampleId}`,
    '/quality/cards/$cardId': `/quality/cards/${card.id}`,
    '/bots': '/bots',
    '/bots/$botId': `/bots/${botId}`,
    '/settings': '/settings',
    ...settings,
    '/settings/channels/$channelId': `/settings/channels/${telegramId}`,
    '/settings/channels/$channelId/templates': `/settings/channels/${whatsappId}/templates`,
    '/settings/channels/$channelId/widget': `/settings/channels/${siteId}/widget`,
    '/settings/channels/new/$kind': '/settings/channels/new/viber',
    '/settings/channel-groups/$groupId': `/settings/channel-groups/${group.id}`,
    '/settings/teams/$teamId': `/settings/teams/${teamId}`,
    '/settings/developers/webhooks/$webhookId': `/settings/developers/webhooks/${webhookId}`,
    '/first-run': '/first-run',
    '/sign-in': '/sign-in',
    '/sign-in/return': '/sign-in/return',
    '/invitations/$token': new URL(link).pathname,
    '/password/$token': '/password/no-such-link',
  }
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
