import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreatedInvitation, Snapshot } from '@otklik/protocol'
import type { Calibration, Scorecard } from '@otklik/protocol/reports'
import type { ChannelGroup } from '@otklik/protocol/settings'

import {
  addressesOf,
  makeWhatsapp,
  more,
  type Named,
  open,
  outside,
  placesOf,
} from './addresses.ts'
import type { Centre } from './centre.ts'
import { isClean } from './is-clean.ts'

/**
 * Every address there is, wide and narrow, in the light one way and in the dark the other: over the
 * table each of the four is seen. `centre` has a conversation that was reviewed and calibrated.
 */
export function testEveryAddress(centre: () => Centre, talkId: () => string): void {
  const wide = { width: 1440, height: 900 }
  const narrow = { width: 390, height: 844 }
  const looks = [
    { size: wide, colorScheme: 'light' },
    { size: wide, colorScheme: 'dark' },
    { size: narrow, colorScheme: 'dark' },
    { size: narrow, colorScheme: 'light' },
  ] as const

  test('every address of the workplace can be read and used by everybody', async () => {
    const places = placesOf(await nameAll(centre(), talkId()))
    const { page, complaints, context } = await centre().desk()
    await page.goto(centre().server.url)
    await page.getByRole('navigation').first().waitFor()
    assert.deepEqual(
      (await addressesOf(page)).sort(),
      Object.keys(places).sort(),
      'a page that is not opened here',
    )
    const guest = await centre().desk({ cookie: '' })
    await guest.page.goto(`${centre().server.url}/sign-in`)
    await guest.page.getByRole('heading').first().waitFor()
    for (const [turn, { size, colorScheme }] of looks.entries()) {
      for (const each of [page, guest.page]) {
        await each.setViewportSize(size)
        await each.emulateMedia({ colorScheme })
      }
      for (const [at, [address, place]] of Object.entries(places).entries()) {
        if (at % 2 !== turn % 2) continue
        const where = outside.includes(address) ? guest.page : page
        for (const rest of ['', ...(more[address] ?? [])]) {
          await open(where, place + rest)
          await isClean(where, `${place + rest} at ${size.width} in the ${colorScheme}`)
        }
      }
    }
    assert.deepEqual([...complaints, ...guest.complaints], [])
    await Promise.all([context.close(), guest.context.close()])
  })
}

/** One of everything that has an address of its own. */
async function nameAll(centre: Centre, talkId: string): Promise<Named> {
  const { client, emulator } = centre
  for (const name of ['whatsapp', 'bots', 'call-tracking', 'quality']) {
    await client.ask('PUT', `/api/v1/modules/${name}`, { isOn: true })
  }
  const idOf = async (path: string, body: object) =>
    (await client.ask<{ id: string }>('POST', `/api/v1/${path}`, body)).id
  const { host } = new URL(emulator.url)
  const { channels } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
  const [group] = await client.ask<[ChannelGroup]>('GET', '/api/v1/channel-groups')
  const [card] = await client.ask<[Scorecard]>('GET', '/api/v1/quality/scorecards')
  const [calibration] = await client.ask<[Calibration]>('GET', '/api/v1/quality/calibrations')
  const { link = '' } = await client.ask<CreatedInvitation>('POST', '/api/v1/invitations', {
    ...{ email: 'dmitry@verba.example', name: 'Дмитрий Орлов', role: 'operator' },
  })
  return {
    ...{ talkId, closedId: talkId, sampleId: calibration.sampleId, words: 'заказ' },
    reviewId: calibration.reviewers.find(({ review }) => review)?.review?.id ?? '',
    ...{ groupId: group.id, cardId: card.id, invitation: new URL(link).pathname },
    telegramId: channels.find(({ kind }) => kind === 'telegram')?.id ?? '',
    whatsappId: await makeWhatsapp(centre),
    siteId: await idOf('channels', {
      ...{ kind: 'site-chat', settings: { name: 'Сайт', sites: host } },
    }),
    teamId: await idOf('teams', { name: 'Доставка' }),
    botId: await idOf('bots', { kind: 'scenario', name: 'Верба' }),
    webhookId: await idOf('webhooks', {
      ...{ name: 'CRM', url: 'https://crm.example/otklik', events: ['message.received'] },
    }),
  }
}
