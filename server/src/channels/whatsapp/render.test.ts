import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { ExternalId, MessageTemplate } from '../contract.ts'
import { localFile, outbound } from '../suite/sending.ts'
import { render as renderCloud } from './cloud/render.ts'
import { render as renderEdna } from './edna/render.ts'

type Fields = Parameters<typeof outbound>[0]
const cloud = (fields: Fields) => renderCloud(outbound(fields)).map(({ payload }) => payload)
const edna = (fields: Fields) => renderEdna(outbound(fields)).map(({ payload }) => payload)

const picture = localFile('image', 'image/jpeg', 'a.jpg')
const webp = localFile('image', 'image/webp', 'b.webp')
const speech = localFile('voice', 'audio/ogg', 'c.ogg')
const buttons = (...labels: string[]) => ({
  placement: 'inline' as const,
  rows: labels.map((label) => [{ label, value: `v:${label}` }]),
})

describe('a message', () => {
  test('[WA-01] is plain text, whatever it looks like', () => {
    assert.partialDeepStrictEqual(cloud({ text: 'Цена *100*' }), [
      { type: 'text', text: { body: 'Цена *100*' } },
    ])
    assert.deepEqual(edna({ text: 'Цена *100*' }), [{ contentType: 'TEXT', text: 'Цена *100*' }])
  })
  test('points at what it answers, and through edna tells its words', () => {
    const answer = { text: 'Едет', quote: 'Где заказ?', replyTo: 'wamid.1' as ExternalId }
    assert.deepEqual(cloud(answer), [
      {
        type: 'text',
        text: { body: 'Едет', preview_url: true },
        context: { message_id: 'wamid.1' },
      },
    ])
    assert.deepEqual(edna(answer), [{ contentType: 'TEXT', text: '> Где заказ?\n\nЕдет' }])
  })
  test('has its formats as signs, below a quote too, and none where they could be cut apart', () => {
    const format = [{ type: 'bold' as const, offset: 0, length: 4 }]
    assert.partialDeepStrictEqual(cloud({ text: 'Едет уже', format }), [
      { text: { body: '*Едет* уже' } },
    ])
    assert.deepEqual(edna({ text: 'Едет уже', format, quote: 'Где?' }), [
      { contentType: 'TEXT', text: '> Где?\n\n*Едет* уже' },
    ])
    const [first] = cloud({ text: `Едет ${'слово '.repeat(1000)}`, format })
    assert.match(JSON.stringify(first), /"body":"Едет слово/)
  })
  test('has its text as the caption of the first file, and below speech as a text', () => {
    assert.deepEqual(cloud({ text: 'Схема', files: [picture, webp] }), [
      { type: 'image', image: { caption: 'Схема' } },
      { type: 'document', document: { filename: 'b.webp' } },
    ])
    const types = cloud({ text: 'Послушайте', files: [speech] }).map(({ type }) => type)
    assert.deepEqual(types, ['audio', 'text'])
    assert.deepEqual(edna({ text: 'Схема', files: [picture] }), [
      { contentType: 'IMAGE', caption: 'Схема' },
    ])
    const long = cloud({ text: 'я'.repeat(1025), files: [picture] })
    assert.deepEqual(
      long.map(({ type }) => type),
      ['image', 'text'],
    )
  })
  test('quotes what it answers, once', () => {
    const replyTo = 'wamid.THEIRS' as NonNullable<Fields['replyTo']>
    const parts = cloud({ text: 'я'.repeat(5000), replyTo })
    assert.deepEqual(
      parts.map(({ context }) => context),
      [{ message_id: 'wamid.THEIRS' }, undefined],
    )
  })
})

describe('choices', () => {
  const bodyOf = (payload: unknown) => (payload as { text: { body: string } }).text.body
  const shape = (payload: Record<string, unknown> | undefined) =>
    (payload?.interactive as { type: string } | undefined)?.type ?? payload?.type

  test('[COM-20] are three buttons, a list of ten, and numbered lines beyond', () => {
    const labels = Array.from({ length: 11 }, (_, index) => `Тема ${index}`)
    assert.equal(
      shape(cloud({ text: 'О чём?', buttons: buttons(...labels.slice(0, 3)) })[0]),
      'button',
    )
    assert.equal(
      shape(cloud({ text: 'О чём?', buttons: buttons(...labels.slice(0, 10)) })[0]),
      'list',
    )
    const [lines] = cloud({ text: 'О чём?', buttons: buttons(...labels) })
    assert.match(bodyOf(lines), /^О чём\?\n\n1\. Тема 0\n2\. /)
  })
  test('[COM-20] with edna are three buttons, and numbered lines beyond', () => {
    const [three] = edna({ text: 'О чём?', buttons: buttons('а', 'б', 'в') })
    assert.equal((three as { keyboard: { rows: unknown[] } }).keyboard.rows.length, 3)
    const [four] = edna({ text: 'О чём?', buttons: buttons('а', 'б', 'в', 'г') })
    assert.deepEqual(four, { contentType: 'TEXT', text: 'О чём?\n\n1. а\n2. б\n3. в\n4. г' })
  })
  test('too long or alike for buttons are lines, and so are links', () => {
    for (const labels of [['Очень длинное название темы'], ['Да', 'Да']]) {
      const [payload] = cloud({ text: 'О чём?', buttons: buttons(...labels) })
      assert.equal(shape(payload), 'text', labels[0])
    }
    const rows = [[{ label: 'Сайт', url: 'https://verba.example' }]]
    const [link] = cloud({ text: 'Вот', buttons: { placement: 'inline', rows } })
    assert.equal(bodyOf(link), 'Вот\n\nСайт: https://verba.example')
  })
  test('stand below the end of a long text, and never without one', () => {
    const parts = cloud({ text: 'слово '.repeat(1000), buttons: buttons('Да') })
    assert.deepEqual(parts.map(shape), ['text', 'text', 'button'])
    const last = parts.at(-1) as { interactive: { body: { text: string } } }
    assert(last.interactive.body.text.length <= 1024)
    const [, alone] = cloud({ files: [picture], buttons: buttons('Да') })
    assert.equal(shape(alone), 'button')
  })
})

describe('a template', () => {
  const template: MessageTemplate = {
    externalId: '987',
    name: 'order_shipped',
    language: 'ru',
    content: {
      header: { kind: 'text', text: 'Заказ {{1}}' },
      body: 'Здравствуйте, {{1}}! Ваш заказ {{2}} в пути.',
      footer: 'Верба Мебель',
      buttons: [
        { kind: 'reply', label: 'Спасибо' },
        { kind: 'url', label: 'Отследить', url: 'https://verba.example/{{1}}' },
      ],
      samples: {},
    },
    values: { 'header.1': '№5', 'body.1': 'Анна', 'body.2': '№5', 'buttons.1.1': 'track/5' },
  }
  const given = {
    text: 'Здравствуйте, Анна! Ваш заказ №5 в пути.',
    template,
    buttons: { placement: 'inline' as const, rows: [[{ label: 'Спасибо', value: 'thanks:1' }]] },
  }

  test('[D-10] is named, with its values in their places', () => {
    const [payload] = cloud(given)
    const parameter = (text: string) => ({ type: 'text', text })
    assert.deepEqual(payload?.template, {
      name: 'order_shipped',
      language: { code: 'ru', policy: 'deterministic' },
      components: [
        { type: 'header', parameters: [parameter('№5')] },
        { type: 'body', parameters: [parameter('Анна'), parameter('№5')] },
        {
          ...{ type: 'button', index: '0', sub_type: 'quick_reply' },
          parameters: [{ type: 'payload', payload: 'thanks:1' }],
        },
        { type: 'button', index: '1', sub_type: 'url', parameters: [parameter('track/5')] },
      ],
    })
  })
  test('[D-10] with edna is the whole text, with all that stands around it', () => {
    assert.deepEqual(edna(given), [
      {
        contentType: 'TEXT',
        text: 'Здравствуйте, Анна! Ваш заказ №5 в пути.',
        header: { headerType: 'TEXT', text: 'Заказ №5' },
        footer: { text: 'Верба Мебель' },
        keyboard: {
          rows: [
            {
              buttons: [
                { text: 'Спасибо', buttonType: 'QUICK_REPLY', payload: 'thanks:1' },
                { text: 'Отследить', buttonType: 'URL', url: 'https://verba.example/track/5' },
              ],
            },
          ],
        },
      },
    ])
  })
  test('carries its file above the text, and a value is one line', () => {
    const content = { ...template.content, header: { kind: 'image' as const } }
    const values = { ...template.values, 'body.1': 'Анна\nПетровна' }
    const message = outbound({
      ...given,
      files: [picture],
      template: { ...template, content, values },
    })
    const [part] = renderCloud(message)
    assert.deepEqual(part?.fileIds, ['a.jpg'])
    const sent = JSON.stringify(part?.payload)
    assert.match(sent, /"type":"image","image":\{\}/)
    assert.match(sent, /Анна Петровна/)
  })
})
