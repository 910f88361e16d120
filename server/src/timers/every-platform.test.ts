/** What is sent by itself, on every platform there is: to the phone, through its emulator. */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Conversation, VISIT_NUMBER_VARIABLE } from '@otklik/protocol'
import type { ChannelGroup, ChannelRules, Schedule } from '@otklik/protocol/settings'

import type { SideName } from '../channels/suite/sides.ts'
import {
  type AnyCentre,
  aWidget,
  createAnyCentre,
  lines,
  type Someone,
  until,
} from '../testing/index.ts'
import { entryLinks } from '../tracking/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const platforms: [mark: string, side: SideName][] = [
  ['[TG-13] ', 'telegram'],
  ['[VK-12] ', 'vk'],
  ['[VB-07] ', 'viber'],
  ['[WA-15] ', 'whatsapp'],
  ['[WA-15] ', 'edna'],
  ['', 'max'],
]

for (const [mark, side] of platforms) {
  describe(side, () => {
    let centre: AnyCentre
    let count = 0
    before(async () => {
      centre = await createAnyCentre(side)
      await rule(centre)
      await workFromNineToSix(centre)
    })
    const writes = async () => {
      const person = await centre.person(`Клиент ${++count}`)
      await person.does('text', { text: 'здравствуйте' })
      return { person, id: (await centre.conversationOf(person.name)).id }
    }

    test(`${mark}[COM-32] [COM-43] answers by itself, and says goodbye after a close`, async () => {
      const { person, id } = await writes()
      centre.moveOn(30_000)
      await hears(centre, person, 'Скоро ответим')
      const path = `/api/v1/conversations/${id}`
      await centre.owner.browser.send('POST', `${path}/assignment`)
      await centre.owner.browser.send('POST', `${path}/closure`)
      centre.moveOn(8000)
      await hears(centre, person, 'Скоро ответим', 'Спасибо, до встречи')
    })

    test(`${mark}[COM-22] shows buttons where the customer reads`, async () => {
      const { person, id } = await writes()
      const rows = [[{ label: 'Утром', value: 'morning' }], [{ label: 'Днём', value: 'noon' }]]
      await centre.write(id, 'Когда удобно?', { buttons: { placement: 'inline', rows } })
      await until(async () => {
        const shown = JSON.stringify(await person.chat())
        return ['Утром', 'Днём'].every((label) => shown.includes(label))
      }, 'the buttons on the phone')
    })

    test(`${mark}[COM-45] [COM-72] closes what is silent, and says goodbye`, async () => {
      const { person, id } = await writes()
      centre.moveOn(30_000)
      await hears(centre, person, 'Скоро ответим')
      centre.moveOn(2 * HOUR)
      const closed = await centre.transcript(id, (all) => lines(all).includes('closed'))
      assert.equal(
        closed.find(({ system }) => system?.code === 'closed')?.system?.parameters.reason,
        'timeout',
      )
      await hears(centre, person, 'Скоро ответим', 'Спасибо, до встречи')
    })

    test(`${mark}[COM-50] [QA-03] asks for a mark by buttons, and hears the one pressed`, async () => {
      const [group] = await rating(centre, {
        isOn: true,
        question: 'Оцените ответ',
        thanks: 'Учтём',
      })
      const { person, id } = await writes()
      await centre.write(id, 'Всё готово')
      const path = `/api/v1/conversations/${id}`
      await centre.owner.browser.send('POST', `${path}/closure`)
      centre.moveOn(8000)
      const shown = () => person.chat().then((all) => all.filter(({ from }) => from === 'bot'))
      await until(async () => JSON.stringify(await shown()).includes('Оцените'), 'the question')
      // Viber shows buttons of a message as a message of their own.
      const isThere = async () => side !== 'viber' || !(await shown()).at(-1)?.text
      await until(isThere, 'the buttons')
      const { id: asked } = (await shown()).at(-1)!
      const messageId = side === 'telegram' || side === 'vk' ? Number(asked) : asked
      const fifth =
        side === 'whatsapp'
          ? { index: 4 }
          : side === 'viber'
            ? { data: '5' }
            : { row: 0, column: 4 }
      // Edna takes three buttons at most: more of them are lines with numbers.
      if (side === 'edna') await person.does('text', { text: '5' })
      else await person.does('press', { messageId, ...fifth })
      const all = await centre.transcript(id, (found) => lines(found).includes('rated'))
      const marks = all.flatMap(({ buttons }) => buttons?.rows.flat() ?? [])
      assert.deepEqual(
        marks.filter(({ pressedAt }) => pressedAt).map(({ label }) => label),
        ['5'],
      )
      const rated = (await centre.owner.browser.get(path)).json<Conversation>()
      assert.equal(rated.rating?.score, 5)
      assert.equal(rated.status, 'closed')
      await rating(centre, { isOn: false })
      assert.equal(group?.rating.scale, 'stars')
    })

    test(`${mark}[COM-61] tells those who come off hours`, async () => {
      const now = centre.clock.now()
      const evening = new Date(now)
      evening.setUTCHours(20, 0, 0, 0)
      if (evening <= now) evening.setUTCDate(evening.getUTCDate() + 1)
      centre.moveOn(evening.getTime() - now.getTime())
      const { person } = await writes()
      await hears(centre, person, 'Мы закрыты')
    })

    if (mark === '[WA-15] ') {
      test(`${mark}[D-10] sends nothing through a closed window, and says so`, async () => {
        const { person, id } = await writes()
        await hears(centre, person, 'Мы закрыты')
        const path = `/api/v1/conversations/${id}`
        await centre.owner.browser.send('POST', `${path}/assignment`)
        await centre.owner.browser.send('POST', `${path}/hold`, {})
        centre.moveOn(25 * HOUR)
        await centre.owner.browser.send('POST', `${path}/closure`)
        centre.moveOn(8000)
        const said = await centre.transcript(id, (all) => lines(all).includes('window-closed'))
        assert.deepEqual(lines(said).slice(-2), ['closed', 'window-closed'])
        assert.deepEqual(await person.heard(), ['Мы закрыты'])
      })

      test(`${mark}[D-10] sends the template that stands in place of the closing text`, async () => {
        const closed = { name: 'closed', body: 'Обращение закрыто. Напишите нам снова.' }
        await rule(centre, { closingTemplateId: await centre.approved(closed) })
        const { person, id } = await writes()
        const path = `/api/v1/conversations/${id}`
        await centre.owner.browser.send('POST', `${path}/assignment`)
        await centre.owner.browser.send('POST', `${path}/hold`, {})
        centre.moveOn(25 * HOUR)
        await centre.owner.browser.send('POST', `${path}/closure`)
        centre.moveOn(8000)
        await until(async () => (await person.heard()).at(-1) === closed.body, 'the template')
        const said = await centre.transcript(id, (all) => all.at(-1)?.text === closed.body)
        assert(lines(said).lastIndexOf('window-closed') < lines(said).lastIndexOf('closed'))
      })
    }

    test(`${mark}[WA-24] [TG-20] ties what a link of the site brings to its visit`, async () => {
      const { token, number, widgetId } = await visited(centre)
      const { database, clock, owner, server } = centre
      const world = { database, clock, channels: server.connecting.channels }
      const links = await entryLinks(world, owner.accountId, { widgetId, visitToken: token })
      const { link } = links.find(({ channelId }) => channelId === centre.channel.id)!
      const person = await centre.person(`Клиент ${++count}`)
      const carried = new URL(link).searchParams
      const followed = follow(side, carried)
      if (followed) await person.does(...followed)
      await person.does('text', { text: carried.get('text') ?? 'Добрый день' })
      const { id } = await centre.conversationOf(person.name)
      const path = `/api/v1/conversations/${id}`
      const tied = await until(async () => {
        const { visit } = (await centre.owner.browser.get(path)).json<Conversation>()
        return visit
      }, 'the visit of the conversation')
      assert.partialDeepStrictEqual(tied, { number, source: 'yandex', campaign: 'autumn' })
    })
  })
}

/** Where a platform asks us to come later, later has to come. */
const hears = (centre: AnyCentre, person: Someone, ...texts: string[]) =>
  until(async () => {
    if ((await person.heard()).join() === texts.join()) return true
    centre.moveOn(100)
    return false
  }, `«${texts}» on the phone`)

/** What a phone does with a link that was tapped; one with a text only puts it into the field. */
function follow(side: SideName, link: URLSearchParams): [action: string, body: object] | undefined {
  if (side === 'vk') return ['follow', { ref: link.get('ref') }]
  if (side === 'viber') return ['open', { context: link.get('context') }]
  return link.has('start') ? ['start', { payload: link.get('start') }] : undefined
}

/** A visit of a site whose panel is linked with its counter; the channel's links carry its number. */
async function visited({ app, owner, channel, ...centre }: AnyCentre) {
  const { browser, accountId } = owner
  const send = async (method: 'PUT' | 'POST' | 'PATCH', path: string, body: object) => {
    const answer = await browser.send(method, `/api/v1/${path}`, { ...body })
    assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`)
    return answer.json()
  }
  await send('PUT', 'modules/call-tracking', { isOn: true })
  const widgetId = await aWidget(centre, accountId)
  const site = 'https://verba.example'
  const { id, key } = await send('POST', 'trackers', { name: 'Сайт', sites: [site] })
  await send('PATCH', `trackers/${id}`, { version: 1, widgetIds: [widgetId] })
  const question = `Здравствуйте, заявка ${VISIT_NUMBER_VARIABLE}`
  const { version } = (await browser.get(`/api/v1/channels/${channel.id}/tracking`)).json()
  await send('PUT', `channels/${channel.id}/tracking`, { version, isOn: true, question })
  const url = `${site}/?utm_source=yandex&utm_campaign=autumn`
  const counted = await app.inject({
    method: 'POST',
    url: `/tracking/${key}/visits`,
    headers: { origin: site, 'content-type': 'text/plain;charset=UTF-8' },
    payload: JSON.stringify({ url, title: 'Торты', referrer: '' }),
  })
  return { widgetId, ...counted.json<{ token: string; number: string }>() }
}

/** «Настройки группы каналов»: what follows a close, in the group that every channel begins in. */
async function rating(centre: AnyCentre, changes: object): Promise<ChannelGroup[]> {
  const { browser } = centre.owner
  await browser.send('PUT', '/api/v1/modules/quality', { isOn: true })
  const groups = (await browser.get('/api/v1/channel-groups')).json<ChannelGroup[]>()
  const [{ id, version }] = groups as [ChannelGroup]
  const body = { version, rating: { everyHours: 0, ...changes } }
  const answer = await browser.send('PATCH', `/api/v1/channel-groups/${id}`, body)
  assert.equal(answer.statusCode, 200, answer.body)
  return groups
}

async function rule(centre: AnyCentre, more: object = {}): Promise<void> {
  const { browser } = centre.owner
  const path = `/api/v1/channels/${centre.channel.id}/rules`
  const { version } = (await browser.get(path)).json<ChannelRules>()
  const answer = await browser.send('PATCH', path, {
    version,
    autoReplies: [{ text: 'Скоро ответим', delayS: 30 }],
    offHours: { bot: false, autoReplies: true },
    offHoursReplies: [{ text: 'Мы закрыты', delayS: 0 }],
    isClosingTextShown: true,
    closingText: 'Спасибо, до встречи',
    inactivity: { value: 2, unit: 'hours' },
    ...more,
  })
  assert.equal(answer.statusCode, 200, answer.body)
}

async function workFromNineToSix({ owner: { browser } }: AnyCentre): Promise<void> {
  const { version } = (await browser.get('/api/v1/schedule')).json<Schedule>()
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
  const schedule = { version, timeZone: 'UTC', week, exceptions: [] }
  const answer = await browser.send('PUT', '/api/v1/schedule', schedule)
  assert.equal(answer.statusCode, 200, answer.body)
}
