import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ChannelRules, Template } from '@otklik/protocol/settings'

import { ChannelError } from '../channels/index.ts'
import {
  addTrialPlatform,
  aTemplate,
  createTrialCentre,
  platformWithTemplates,
  TemplateShelf,
  until,
} from '../testing/index.ts'

const shelf = new TemplateShelf()
let centre: Awaited<ReturnType<typeof createTrialCentre>>
before(async () => {
  addTrialPlatform(platformWithTemplates(shelf))
  centre = await createTrialCentre()
})

let count = 0
const nextName = () => `template_${++count}`
const list = async (): Promise<Template[]> =>
  (await centre.owner.browser.get(`/api/v1/channels/${centre.channelId}/templates`)).json()
const byName = async (name: string) => (await list()).find((each) => each.name === name)
const create = (facts: object = {}) =>
  centre.owner.browser.send('POST', `/api/v1/channels/${centre.channelId}/templates`, {
    ...aTemplate({ name: nextName() }),
    ...facts,
  })
const drafted = async (facts: object = {}): Promise<Template> => (await create(facts)).json()
const act = (id: string, what: string, method: 'POST' | 'DELETE' = 'POST') =>
  centre.owner.browser.send(method, `/api/v1/templates/${id}${what}`)
const submitted = async (facts: object = {}): Promise<Template> => {
  const { id } = await drafted(facts)
  return (await act(id, '/submission')).json()
}
const remoteOf = ({ name }: { name: string }) =>
  shelf.templates.find((each) => each.name === name)?.externalId
/** The platform decides, and says so. */
const tellOf = (template: { name: string }, standing: object) => {
  const there = shelf.templates.find(({ name }) => name === template.name)
  if (there) Object.assign(there, { reason: undefined, ...standing })
  return tellLate(template, standing)
}
/** Says what may no longer be so. */
const tellLate = (template: { name: string }, standing: object) =>
  centre.tell({
    type: 'template',
    externalId: remoteOf(template),
    at: new Date().toISOString(),
    ...standing,
  })
const inState = (name: string, state: string) =>
  until(async () => {
    const found = await byName(name)
    return found?.state === state ? found : undefined
  }, `${name} in ${state}`)
const fieldsOf = (answer: { json(): { error: { fields: Record<string, { code: string }> } } }) =>
  Object.fromEntries(
    Object.entries(answer.json().error.fields).map(([field, { code }]) => [field, code]),
  )

describe('drafts', () => {
  test('[WA-08] are made, and seen in the list', async () => {
    const answer = await create({ name: 'first_draft' })
    assert.equal(answer.statusCode, 201, answer.body)
    const found = await byName('first_draft')
    assert.equal(found?.state, 'draft')
    assert.deepEqual(found.content, aTemplate().content)
    assert.equal(shelf.submitted.length, 0)
  })

  test('[WA-10] are edited and deleted, and nothing else is', async () => {
    const draft = await drafted()
    const edit = (version: number, { id }: Template) =>
      centre.owner.browser.send('PATCH', `/api/v1/templates/${id}`, {
        ...aTemplate({ name: draft.name, category: 'marketing' }),
        version,
      })
    assert.equal((await edit(draft.version, draft)).json().category, 'marketing')
    assert.equal((await edit(draft.version, draft)).json().error.code, 'changed-meanwhile')
    assert.equal((await act(draft.id, '', 'DELETE')).statusCode, 204)
    assert.equal(await byName(draft.name), undefined)

    const pending = await submitted()
    assert.equal((await edit(pending.version, pending)).json().error.code, 'not-a-draft')
    assert.equal((await act(pending.id, '', 'DELETE')).json().error.code, 'not-a-draft')
    assert.equal((await act(pending.id, '/submission')).json().error.code, 'not-a-draft')
    assert.equal((await byName(pending.name))?.state, 'pending')
  })

  test('[WA-08] have a name the platform takes and nobody has', async () => {
    assert.deepEqual(fieldsOf(await create({ name: 'Заказ готов' })), { name: 'wrong-name' })
    assert.deepEqual(fieldsOf(await create({ language: 'xx', category: 'authentication' })), {
      language: 'wrong-value',
      category: 'wrong-value',
    })
    const { name } = await drafted()
    assert.deepEqual(fieldsOf(await create({ name })), { name: 'name-taken' })
    assert.equal((await create({ name, language: 'en_US' })).statusCode, 201)
  })

  test('are written into the journal of settings', async () => {
    const { id, name } = await drafted()
    await act(id, '/submission')
    const { entries } = (
      await centre.owner.browser.get(`/api/v1/audit?subject=template&subjectId=${id}`)
    ).json()
    assert.deepEqual(
      entries.map(({ action, subject }: { action: string; subject: { name: string } }) => [
        action,
        subject.name,
      ]),
      [
        ['changed', name],
        ['created', name],
      ],
    )
  })
})

describe('handing in', () => {
  test('says beforehand what the platform would refuse, field by field', async () => {
    const { id } = await drafted({
      content: {
        header: { kind: 'text', text: 'x'.repeat(61) },
        body: '{{1}} и {{3}}',
        footer: 'Ваш {{1}}',
        buttons: [
          { kind: 'reply', label: '' },
          { kind: 'url', label: 'Сайт', url: 'verba' },
          { kind: 'phone', label: 'Сайт', phone: '8 800' },
        ],
        samples: { 'body.1': 'Анна' },
      },
    })
    const answer = await act(id, '/submission')
    assert.equal(answer.statusCode, 422)
    assert.deepEqual(fieldsOf(answer), {
      'content.header.text': 'too-long',
      'content.body': 'variable-gap',
      'content.footer': 'no-variables-here',
      'content.buttons.0.label': 'required',
      'content.buttons.1.url': 'wrong-url',
      'content.buttons.2.label': 'name-taken',
      'content.buttons.2.phone': 'wrong-phone',
      'content.samples.body.3': 'required',
    })
    assert.equal((await byName(`template_${count}`))?.state, 'draft')
  })

  test('says what the folder of the platform minds in its own words', async () => {
    const { content } = aTemplate()
    const { id } = await drafted({ content: { ...content, body: '{{1}}, заказ готов' } })
    const { error } = (await act(id, '/submission')).json()
    assert.equal(error.fields['content.body'].message, 'Не с переменной')
  })

  test('shows what the platform said when it refuses at once', async () => {
    const { id, name } = await drafted()
    shelf.next = new ChannelError('bad-format', 'Variables at the end', { executed: 'no' })
    const answer = await act(id, '/submission')
    shelf.templates.pop()
    assert.equal(answer.statusCode, 422)
    assert.equal(answer.json().error.code, 'template-refused')
    assert.match(answer.json().error.message, /Variables at the end/)
    assert.equal((await byName(name))?.state, 'draft')
    assert.equal((await act(id, '/submission')).json().state, 'pending')
  })

  test('finds what the platform took without answering, and does not hand it in twice', async () => {
    const { id, name } = await drafted()
    shelf.next = new ChannelError('unreachable', 'no answer', { executed: 'unknown' })
    assert.equal((await act(id, '/submission')).statusCode, 502)
    assert.equal((await act(id, '/submission')).json().error.code, 'changed-meanwhile')
    await centre.owner.browser.send(
      'POST',
      `/api/v1/channels/${centre.channelId}/template-renewals`,
    )
    const found = (await list()).filter((each) => each.name === name)
    assert.deepEqual(
      found.map(({ state }) => state),
      ['pending'],
    )
  })

  test('shows a category that the platform has chosen itself', async () => {
    shelf.next = { state: 'approved', category: 'marketing' }
    const made = await submitted()
    assert.equal(made.state, 'approved')
    assert.equal(made.category, 'marketing')
    assert.equal(made.askedCategory, 'utility')
  })
})

describe('what the platform decides', () => {
  test('[WA-07] is shown as soon as it says so, with its reason', async () => {
    const made = await submitted()
    await tellOf(made, { state: 'rejected', reason: { ru: 'Похоже на рекламу', en: 'Looks' } })
    assert.equal((await inState(made.name, 'rejected')).reason, 'Похоже на рекламу')

    await tellOf(made, { state: 'approved' })
    assert.equal((await inState(made.name, 'approved')).reason, undefined)
    await tellOf(made, { category: 'marketing' })
    await until(async () => (await byName(made.name))?.category === 'marketing', 'the category')
    assert.equal((await byName(made.name))?.state, 'approved')
    for (const state of ['paused', 'disabled']) {
      await tellOf(made, { state })
      await inState(made.name, state)
    }
  })

  test('does not go back to what was said earlier', async () => {
    const made = await submitted()
    await tellOf(made, { state: 'approved' })
    await inState(made.name, 'approved')
    await tellLate(made, { state: 'pending', at: '2020-01-01T00:00:00.000Z' })
    await tellOf(made, { category: 'marketing' })
    await until(async () => (await byName(made.name))?.category === 'marketing', 'the later word')
    assert.equal((await byName(made.name))?.state, 'approved')
  })

  test('[WA-07] brings what was made elsewhere, and marks what is gone', async () => {
    shelf.templates.push({
      ...aTemplate({ name: 'made_elsewhere' }),
      externalId: 'elsewhere',
      state: 'approved',
    })
    await centre.tell({
      type: 'template',
      externalId: 'elsewhere',
      state: 'approved',
      at: new Date().toISOString(),
    })
    await inState('made_elsewhere', 'approved')
    shelf.templates.splice(
      shelf.templates.findIndex(({ externalId }) => externalId === 'elsewhere'),
      1,
    )
    await centre.database.query(
      `update templates set updated_at = now() - interval '1 hour' where name = 'made_elsewhere'`,
    )
    await centre.owner.browser.send(
      'POST',
      `/api/v1/channels/${centre.channelId}/template-renewals`,
    )
    assert.match((await inState('made_elsewhere', 'archived')).reason ?? '', /больше нет/)
  })

  test('[D-33] a refused one becomes a draft under another name', async () => {
    shelf.next = { state: 'rejected', reason: 'ABUSIVE_CONTENT' }
    const refused = await submitted({ name: 'refused_once' })
    assert.equal(refused.reason, 'ABUSIVE_CONTENT')
    const copy: Template = (await act(refused.id, '/copies')).json()
    assert.equal(copy.state, 'draft')
    assert.equal(copy.name, 'refused_once_2')
    assert.deepEqual(copy.content, refused.content)
    assert.equal((await act(refused.id, '/copies')).json().name, 'refused_once_3')
  })
})

describe('the archive', () => {
  test('[WA-09] keeps a template, here and at the platform, and sends it no more', async () => {
    shelf.next = { state: 'approved' }
    const { id, name } = await submitted()
    const answer = await act(id, '/archiving')
    assert.equal(answer.json().state, 'archived', answer.body)
    assert.equal((await byName(name))?.state, 'archived')
    assert.equal(shelf.archived.length, 1)

    const conversation = await centre.conversationWith('Ирина')
    const sent = await centre.owner.browser.send(
      'POST',
      `/api/v1/conversations/${conversation}/messages`,
      {
        clientId: 'archived-template',
        kind: 'message',
        template: { id, values: aTemplate().content.samples },
      },
    )
    assert.equal(sent.json().error.code, 'template-not-approved')
  })

  test('[WA-09] is not for drafts, which are deleted', async () => {
    const { id } = await drafted()
    assert.equal((await act(id, '/archiving')).json().error.code, 'still-a-draft')
  })
})

test('knows nothing of another company', async () => {
  const { id } = await drafted()
  const { browser } = await centre.signUp('owner')
  const foreign = [
    browser.get(`/api/v1/channels/${centre.channelId}/templates`),
    browser.send('DELETE', `/api/v1/templates/${id}`),
    browser.send('POST', `/api/v1/templates/${id}/copies`),
    browser.send('POST', `/api/v1/templates/${id}/submission`),
  ]
  for (const { statusCode } of await Promise.all(foreign)) assert.equal(statusCode, 404)
})

test('[D-10] stands in place of the closing text when nothing has to be filled in', async () => {
  const { browser } = centre.owner
  const path = `/api/v1/channels/${centre.channelId}/rules`
  const change = async (changes: object) => {
    const { version } = (await browser.get(path)).json<ChannelRules>()
    return browser.send('PATCH', path, { version, ...changes })
  }
  const choose = (closingTemplateId: string | null) => change({ closingTemplateId })
  const inactivity = { value: 3, unit: 'days' }
  await change({ isClosingTextShown: true, closingText: 'Спасибо', inactivity })
  const plain = { body: 'Обращение закрыто.', buttons: [], samples: {} }
  const [whole, gapped] = [await submitted({ content: plain }), await submitted()]
  assert.deepEqual(fieldsOf(await choose(whole.id)), { closingTemplateId: 'no-such-template' })
  for (const each of [whole, gapped]) {
    await tellOf(each, { state: 'approved' })
    await inState(each.name, 'approved')
  }
  assert.deepEqual(fieldsOf(await choose(gapped.id)), { closingTemplateId: 'template-has-gaps' })
  /** After three days nobody would hear the text; and somebody hears what is approved. */
  const isHeard = async () => {
    const answer = await browser.send('POST', '/api/v1/settings-checks', {})
    const { warnings } = answer.json<{ warnings: { code: string }[] }>()
    return !warnings.some(({ code }) => code === 'closing-after-window')
  }
  assert.equal(await isHeard(), false)
  assert.equal((await choose(whole.id)).json<ChannelRules>().closingTemplateId, whole.id)
  assert.equal(await isHeard(), true)
  await tellOf(whole, { state: 'paused' })
  await inState(whole.name, 'paused')
  assert.equal(await isHeard(), false)
  assert.equal((await choose(null)).json<ChannelRules>().closingTemplateId, null)
})
