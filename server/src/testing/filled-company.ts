import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Conversation, Message, Snapshot } from '@otklik/protocol'
import type { ChannelGroup } from '@otklik/protocol/settings'

import type { Member, TestApp } from './app.ts'
import { TRIAL, talking } from './trial-platform.ts'
import { aTemplate } from './trial-templates.ts'
import { until } from './until.ts'

/** A company that has one of everything: its ids by the word that stands before them in addresses. */
export interface FilledCompany {
  owner: Member
  reviewer: Member
  ids: Record<string, string>
  /** The same ids by what fields of bodies call them: `teamId`, `teamIds`. */
  idFor(path: string): string | undefined
}

/** Needs the trial platform with templates in the catalogue. */
export async function fillCompany(world: TestApp, name: string): Promise<FilledCompany> {
  const owner = await world.signUp('owner')
  const { accountId, browser } = owner
  const reviewer = await world.signUp('quality-reviewer', { accountId })
  const others = [
    await world.signUp('quality-reviewer', { accountId }),
    await world.signUp('quality-reviewer', { accountId }),
  ]
  const ask = async <Answer = { id: string }>(
    method: 'POST' | 'PUT',
    path: string,
    body: object = {},
    by = owner,
  ): Promise<Answer> => {
    const answer = await by.browser.send(method, `/api/v1/${path}`, { ...body })
    assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`)
    return answer.body ? answer.json() : (undefined as Answer)
  }
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await browser.get(`/api/v1/${path}`)).json()
  const made = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).id

  for (const module of ['bots', 'quality', 'call-tracking', 'whatsapp']) {
    await ask('PUT', `modules/${module}`, { isOn: true })
  }
  const channels = await made('POST', 'channels', { kind: TRIAL, settings: { token: name } })
  const { conversationWith, moveOn } = talking(world, owner, channels)
  const closed = await conversationWith(`${name}-прежний`)
  await ask('POST', `conversations/${closed}/messages`, said('Уже везём'))
  await ask('POST', `conversations/${closed}/closure`)
  await until(async () => {
    moveOn(9000)
    world.hints.send('deadlines', accountId)
    return (await get<Conversation>(`conversations/${closed}`)).status === 'closed'
  }, 'the close')
  const conversations = await conversationWith(`${name}-нынешний`)
  const { id: messages } = await ask<Message>('POST', `conversations/${conversations}/messages`, {
    ...said('Ответ'),
  })
  const { conversations: open } = await get<Snapshot>('snapshot')
  const contacts = open.find(({ id }) => id === conversations)!.contact.id
  const planned = await made('POST', `conversations/${conversations}/planned-messages`, {
    ...{ clientId: randomUUID(), text: 'Потом', fileIds: [] },
    sendAt: new Date(world.clock.now().getTime() + 86_400_000).toISOString(),
  })
  const criterion = { id: randomUUID(), title: 'Тон', weight: 1, scale: 'yes-no' }
  const criteria = [{ ...criterion, isCritical: false, mayNotApply: false }]
  const scorecards = await made('POST', 'quality/scorecards', {
    ...{ name: 'Переписка', sections: [{ id: randomUUID(), title: 'Тон', criteria }] },
  })
  const subject = { conversationId: closed, scorecardId: scorecards }
  const samples = await made('POST', 'quality/samples', subject, reviewer)
  const reviews = await made('POST', 'quality/reviews', { sampleId: samples }, reviewer)
  const { sampleId: calibrations } = await ask<{ sampleId: string }>(
    'POST',
    'quality/calibrations',
    { ...subject, reviewerIds: others.map(({ operatorId }) => operatorId) },
    reviewer,
  )
  const [group] = await get<[ChannelGroup]>('channel-groups')
  const [session] = await get<[{ id: string }]>('sessions')
  const ids: Record<string, string> = {
    ...{ channels, conversations, messages, contacts, scorecards, samples, reviews, calibrations },
    ...{ 'planned-messages': planned, 'channel-groups': group.id, operators: owner.operatorId },
    ...{ results: owner.operatorId, sessions: session.id },
    bots: await made('POST', 'bots', { kind: 'scenario', name: 'Верба' }),
    teams: await made('POST', 'teams', { name: 'Доставка' }),
    labels: await made('POST', 'labels', { kind: 'tag', name: 'VIP' }),
    filters: await made('POST', 'filters', { name: 'Мои', conditions: { owes: 'us' } }),
    'quick-replies': await made('POST', 'quick-replies', { ...reply }),
    'contact-fields': await made('POST', 'contact-fields', { name: 'Город', kind: 'text' }),
    trackers: await made('POST', 'trackers', { name: 'Магазин', sites: ['verba.example'] }),
    webhooks: await made('POST', 'webhooks', { ...hook }),
    'api-keys': await made('POST', 'api-keys', { name: 'CRM', permissions: ['contacts.edit'] }),
    templates: await made('POST', `channels/${channels}/templates`, aTemplate()),
    invitations: await made('POST', 'invitations', {
      ...{ email: `new-${randomUUID()}@example.com`, name: 'Новый', role: 'operator' },
    }),
    'sampling-rules': await made(
      ...(['POST', 'quality/sampling-rules', { ...rule, scorecardId: scorecards }] as const),
      reviewer,
    ),
    'report-subscriptions': await made('POST', 'report-subscriptions', { ...subscription }),
    files: await handIn('files', 'чек.txt', 'текст'),
    imports: await handIn('imports', 'люди.csv', 'Имя;Телефон\r\nАнна;+7 921 500-00-01'),
  }
  const byField = new Map(Object.entries(ids).map(([word, id]) => [fieldOf(word), id]))
  return {
    ...{ owner, reviewer, ids },
    idFor: (path) => {
      const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
      return byField.get(name.replace(/Ids?$/, ''))
    },
  }

  async function handIn(path: string, fileName: string, content: string): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([content]), fileName)
    const request = new Request('http://localhost/', { method: 'POST', body: form })
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/v1/${path}${path === 'imports' ? '?subject=contacts' : ''}`,
      headers: {
        origin: 'http://localhost:80',
        cookie: browser.cookie,
        'content-type': request.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await request.arrayBuffer()),
    })
    assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`)
    return answer.json<{ id: string }>().id
  }
}

const said = (text: string) => ({ clientId: randomUUID(), kind: 'message', text })
const reply = { scope: 'company', title: 'Привет', shortcut: 'hi', text: 'Здравствуйте' }
const hook = { name: 'CRM', url: 'https://crm.example/hook', events: ['message.received'] }
const rule = { name: 'Раз', isOn: true, kind: 'random', perOperator: 1, from: '2026-11-02' }
const subscription = {
  ...{ report: 'operators', filter: {}, every: 'day', hour: 9, format: 'csv' },
}

/** `quick-replies` is `quickReply`. */
const fieldOf = (word: string): string =>
  word
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
