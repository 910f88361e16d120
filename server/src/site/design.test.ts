import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { ContactCard } from '@otklik/protocol'
import type { SiteSettings, SiteVisit } from '@otklik/protocol/settings'

import { TRIAL, until } from '../testing/index.ts'
import { codeOf, nextId, openSiteChat, type SiteChat } from '../testing/site-chat.ts'

let site: SiteChat
before(async () => {
  site = await openSiteChat()
})

describe('the chat on a site', () => {
  test('[COM-90] has an entry for every messenger that is connected and shown', async () => {
    const entries = async () => (await site.open()).session.entries.map(({ title }) => title)
    assert.deepEqual(await entries(), [])
    const messenger = await site.connect({ token: 'one' }, TRIAL)
    const [entry] = (await site.open()).session.entries
    assert.deepEqual([entry?.title, entry?.link], ['Trial', 'https://trial.example/'])
    await site.design({ messengers: [{ channelId: messenger.id, isShown: false }] })
    assert.deepEqual(await entries(), [])
    await site.design({ messengers: [{ channelId: messenger.id, isShown: true }] })
    assert.deepEqual(await entries(), ['Trial'])
    await site.owner.browser.send('POST', `/api/v1/channels/${messenger.id}/disconnection`, {
      consent: true,
    })
    assert.deepEqual(await entries(), [])
  })

  test('gives a question to its receiver, and the rest to the channel’s', async () => {
    const expert = await site.world.signUp('operator', { accountId: site.owner.accountId })
    const receiver = { kind: 'operator', id: expert.operatorId }
    const wrong = await site.save({}, [
      { label: 'Доставка', receiver },
      { label: 'доставка', receiver: { ...receiver, id: site.owner.accountId } },
    ])
    assert.equal(wrong.statusCode, 422)
    assert.deepEqual(Object.keys(wrong.json().error.fields), [
      'questions.1.label',
      'questions.1.receiver.id',
    ])
    await site.design({}, [{ label: 'Доставка', receiver }])
    await (await site.open()).say('Когда привезёте?', { question: 'Доставка' })
    const asked = await site.conversationWith('Когда привезёте?')
    assert.equal(asked.awaitedOperatorId, expert.operatorId)
    const chosen = (await site.messagesOf(asked.id)).find(
      ({ system }) => system?.code === 'question-chosen',
    )
    assert.deepEqual(chosen?.system?.parameters, { question: 'Доставка' })
    await (await site.open()).say('Выдуманный вопрос', { question: 'Скидка 100 %' })
    const other = await site.conversationWith('Выдуманный вопрос')
    assert.equal(other.awaitedOperatorId, undefined)
  })

  test('gives a question to a bot, behind which somebody stands, of ten at most', async () => {
    const expert = await site.world.signUp('operator', { accountId: site.owner.accountId })
    const backup = { kind: 'operator', id: expert.operatorId }
    const { browser } = site.owner
    const receiver = (id: string, more: object = { backup }) => ({ kind: 'bot', id, ...more })
    const asking = (from: object) => [{ label: 'Подобрать торт', receiver: from }]
    const fieldsOf = async (questions: object[]) =>
      Object.keys((await site.save({}, questions)).json().error.fields)
    assert.deepEqual(await fieldsOf(asking(receiver(site.owner.accountId))), [
      'questions.0.receiver.id',
    ])
    await browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
    assert.deepEqual(await fieldsOf(asking(receiver(site.owner.accountId))), [
      'questions.0.receiver.id',
    ])
    const made = await browser.send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Помощник' })
    const bot = made.json<{ id: string }>()
    assert.deepEqual(await fieldsOf(asking(receiver(bot.id, {}))), ['questions.0.receiver.backup'])
    const nobody = { kind: 'team', id: site.owner.accountId }
    assert.deepEqual(await fieldsOf(asking(receiver(bot.id, { backup: nobody }))), [
      'questions.0.receiver.backup.id',
    ])

    await site.design({}, asking(receiver(bot.id)))
    await (await site.open()).say('Пока его нет', { question: 'Подобрать торт' })
    const behind = await site.conversationWith('Пока его нет')
    assert.deepEqual([behind.status, behind.awaitedOperatorId], ['queued', expert.operatorId])
    const scenario = {
      ...{ format: 1, start: 'ask' },
      steps: [
        {
          ...{ kind: 'question', id: 'ask', at: { x: 0, y: 0 }, text: 'Для кого?' },
          ...{ expects: 'text', saveAs: 'кому', next: 'end' },
          otherwise: { text: 'Не поняли', times: 1, next: 'end' },
        },
        { kind: 'hand-over', id: 'end', at: { x: 0, y: 200 }, to: { kind: 'backup' } },
      ],
    }
    const path = `/api/v1/bots/${bot.id}/draft`
    const { draftVersion: first } = (await browser.get(path)).json()
    const draft = await browser.send('PUT', path, { draftVersion: first, scenario })
    assert.equal(draft.statusCode, 200, draft.body)
    const { draftVersion } = draft.json()
    const published = await browser.send('POST', `/api/v1/bots/${bot.id}/publish`, { draftVersion })
    assert.equal(published.statusCode, 200, published.body)
    await (await site.open()).say('Нужен торт', { question: 'Подобрать торт' })
    // What the bot asks is the last word by now.
    const held = await site.conversationWith('Для кого?')
    assert.deepEqual([held.status, held.bot?.id], ['bot', bot.id])
    await (await site.open()).say('Просто вопрос')
    assert.notEqual((await site.conversationWith('Просто вопрос')).status, 'bot')
    assert.partialDeepStrictEqual((await browser.get(`/api/v1/bots/${bot.id}`)).json(), {
      usedBy: [{ channelId: site.channelId, as: 'question' }],
    })

    const many = Array.from({ length: 11 }, (_, n) => ({ label: `Вопрос ${n}`, receiver: backup }))
    assert.equal((await site.save({}, many)).statusCode, 422)
    await site.design({}, many.slice(0, 10))
    await (await site.open()).say('Десятый', { question: 'Вопрос 9' })
    assert.equal((await site.conversationWith('Десятый')).awaitedOperatorId, expert.operatorId)
    await site.design({})
  })

  test('[COM-90] speaks English to whoever reads it, and without a chat has messengers alone', async () => {
    const messenger = await site.connect({ token: 'two' }, TRIAL)
    const panelFor = async (language: string) => {
      const headers = { 'accept-language': language }
      const [loader, panel] = await Promise.all([
        site.world.app.inject({ url: `/widget/${site.key}.js`, headers }),
        site.world.app.inject({ url: `/widget/${site.key}/panel`, headers }),
      ])
      assert.equal(panel.statusCode, 200, panel.body)
      const dataOf = (id: string) =>
        JSON.parse(new RegExp(`id="${id}">(.*?)</script>`).exec(panel.body)?.[1] ?? '')
      const { lang } = /<html lang="(?<lang>..)">/.exec(panel.body)?.groups ?? {}
      return { loader: loader.body, lang, config: dataOf('config'), words: dataOf('words') }
    }
    await site.design({ language: 'auto' })
    const english = await panelFor('en-GB,en;q=0.9')
    assert.deepEqual([english.lang, english.config.language], ['en', 'en'])
    assert.match(english.loader, /"label":"Open chat"/)
    assert.doesNotMatch(JSON.stringify(english.words), /[а-яё]/i)
    const russian = await panelFor('ru')
    assert.deepEqual([russian.lang, russian.config.look.hasChat], ['ru', true])
    assert.match(russian.loader, /"label":"Открыть чат"/)
    await site.design({ language: 'en', hasChat: false })
    const withoutChat = await panelFor('ru')
    assert.deepEqual([withoutChat.lang, withoutChat.config.look.hasChat], ['en', false])
    const { entries } = (await site.open()).session
    assert.deepEqual(
      entries.map(({ channelId: id }) => id),
      [messenger.id],
    )
    await site.design({ language: 'auto', hasChat: true })
    await site.owner.browser.send('POST', `/api/v1/channels/${messenger.id}/disconnection`, {
      consent: true,
    })
  })

  test('takes nothing before what is required and agreed to, and keeps it on the card', async () => {
    await site.design({
      preChat: [{ field: 'phone', isRequired: true }],
      consent: 'Согласен на обработку персональных данных',
    })
    const visitor = await site.open({
      page: { url: 'https://shop.example.com/sofa', title: 'Диван' },
    })
    const early = await visitor.post('messages', { clientId: nextId(), text: 'Перезвоните' })
    assert.equal(early.statusCode, 422)
    assert.deepEqual(Object.keys(early.json().error.fields).toSorted(), [
      'answer.phone',
      'hasConsented',
    ])
    const half = await visitor.post('messages', {
      ...{ clientId: nextId(), text: 'Перезвоните', hasConsented: true },
      answer: { phone: 'звоните' },
    })
    assert.deepEqual(Object.keys(half.json().error.fields), ['answer.phone'])
    await visitor.say('Перезвоните мне', {
      hasConsented: true,
      answer: { phone: '8 921 123-45-67', name: 'Ольга <b>' },
      page: { url: 'https://shop.example.com/sofa?utm_source=ya', title: 'Диван' },
    })
    const { id, contact } = await site.conversationWith('Перезвоните мне')
    const card = await until(async () => {
      const found = (
        await site.owner.browser.get(`/api/v1/contacts/${contact.id}`)
      ).json<ContactCard>()
      return found.phone ? found : undefined
    }, 'the phone on the card')
    assert.equal(card.phone, '+7 921 •••-••-67')
    assert.equal(card.name, 'Ольга <b>')
    const visit = (
      await site.owner.browser.get(`/api/v1/conversations/${id}/visit`)
    ).json<SiteVisit>()
    assert.deepEqual(visit.page, {
      ...{ url: 'https://shop.example.com/sofa?utm_source=ya', title: 'Диван' },
    })
    assert.equal(visit.isOnline, false)
    const { session } = await site.open({ token: visitor.token })
    assert.deepEqual([session.hasConsented, session.isKnown], [true, true])
    await site.design({ preChat: [], consent: '' })
  })

  test('knows whoever signed in at the company’s site, on every device', async () => {
    const made = await site.owner.browser.send(
      'POST',
      `/api/v1/channels/${site.channelId}/site/secret`,
    )
    const { secret } = made.json<{ secret: string }>()
    const sign = (id: string, key = secret) => createHmac('sha256', key).update(id).digest('hex')
    const identity = { id: 'клиент-7', hash: sign('клиент-7'), name: 'Пётр' }
    const stranger = await site.begin({ identity: { ...identity, hash: sign('клиент-8') } })
    assert.deepEqual([stranger.statusCode, codeOf(stranger)], [403, 'wrong-identity'])

    const before = await site.open()
    await before.say('Пока без имени')
    await site.conversationWith('Пока без имени')
    const here = await site.open({ token: before.token, identity })
    await here.say('А теперь вошёл')
    await site.conversationWith('А теперь вошёл')
    const there = await site.open({ identity })
    const said = await until(async () => {
      const { messages } = await there.talk()
      return messages.length === 2 ? messages.map(({ text }) => text) : undefined
    }, 'both words on another device')
    assert.deepEqual(said, ['Пока без имени', 'А теперь вошёл'])
    // Signed out, whatever token is left; and a page that learns late who it is finds them again.
    const after = await site.open({ token: there.token })
    assert.deepEqual([after.session.talk.messages, after.session.isKnown], [[], false])
    assert.equal((await site.open({ token: after.token })).token, after.token)
    assert.equal(
      (await site.open({ token: after.token, identity })).session.talk.messages.length,
      2,
    )
    const shown = (
      await site.owner.browser.get(`/api/v1/channels/${site.channelId}/site`)
    ).json<SiteSettings>()
    assert.equal(shown.identitySecret?.includes(secret.slice(8, 56)), false)
  })
})
