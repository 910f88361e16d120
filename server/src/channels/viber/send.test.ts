import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { testEnvironment } from '../suite/environment.ts'
import { ScriptedPlatform } from '../suite/scripted-platform.ts'
import { localFile, outbound, refusal, sendAll } from '../suite/sending.ts'
import { viber } from './index.ts'

const token = '445da6a1345c78bf-daccb2542a51e0fc-517480d9445da6aA'
const ok = { body: '{"status":0,"status_message":"ok","message_token":5741311803571721087}' }
const tooOld = { body: '{"status":13,"status_message":"apiVersionNotSupported"}' }
const connect = (url: string, name = 'Верба Мебель') =>
  viber.connect({ token }, testEnvironment(url, { identity: { externalId: 'pa:1', name } }))

describe('what is sent', () => {
  test('is known by the token to its last digit, and by a name of ours', async () => {
    await using platform = await ScriptedPlatform.start(ok)
    const ids = await sendAll(connect(platform.url), outbound({ text: 'Добрый день' }))
    assert.deepEqual(ids, ['5741311803571721087', 'key:key'])
    assert.partialDeepStrictEqual(JSON.parse(platform.heard[0]!.body), {
      receiver: '501',
      tracking_data: 'key',
      sender: { name: 'Верба Мебель' },
    })
  })

  test('is said by a name cut where a character ends', async () => {
    await using platform = await ScriptedPlatform.start(ok)
    const name = `${'Магазин '.repeat(3)}👨‍👩‍👧‍👦 мебели`
    await sendAll(connect(platform.url, name), outbound({ text: 'а' }))
    assert.equal(JSON.parse(platform.heard[0]!.body).sender.name, 'Магазин '.repeat(3))
  })

  test('tells where the file is, and how large', async () => {
    await using platform = await ScriptedPlatform.start(ok)
    const paper = localFile('document', 'application/pdf', 'договор.pdf')
    await sendAll(connect(platform.url), outbound({ files: [paper] }))
    assert.partialDeepStrictEqual(JSON.parse(platform.heard[0]!.body), {
      type: 'file',
      media: 'https://otklik.example/files/договор.pdf',
      size: paper.bytes,
      file_name: 'договор.pdf',
    })
  })

  test('is no file of a kind that would be refused by its name', async () => {
    await using platform = await ScriptedPlatform.start(ok)
    const bad = localFile('document', 'application/octet-stream', 'setup.EXE')
    const error = await refusal(sendAll(connect(platform.url), outbound({ files: [bad] })))
    assert.equal(error.reason, 'bad-format')
    assert.equal(platform.heard.length, 0)
  })

  test('[COM-21] goes again without buttons to an application too old for them', async () => {
    await using platform = await ScriptedPlatform.start(tooOld, ok)
    const buttons = { placement: 'keyboard' as const, rows: [[{ label: 'Да', value: 'yes' }]] }
    await sendAll(connect(platform.url), outbound({ text: 'Выберите', buttons }))
    const [first, second] = platform.heard.map(({ body }) => JSON.parse(body))
    assert(first.keyboard)
    assert.deepEqual([second.keyboard, second.text], [undefined, 'Выберите'])
  })
})

describe('[H-13] a refusal', () => {
  const refused = async (status: number) => {
    const body = JSON.stringify({ status, status_message: 'refused' })
    await using platform = await ScriptedPlatform.start({ body })
    const sending = sendAll(connect(platform.url), outbound({ text: 'Добрый день' }))
    const { reason, code, pauses, isTemporary } = await refusal(sending)
    assert.equal(code, String(status))
    return { reason, pauses, isTemporary }
  }

  test('for want of money stops the channel, and the administrator is told', async () => {
    assert.partialDeepStrictEqual(await refused(24), { reason: 'misconfigured', pauses: 'channel' })
  })

  test('of one message stops no other', async () => {
    for (const status of [16, 17, 18, 20, 22, 23]) {
      const final = { reason: 'rejected', pauses: 'lane', isTemporary: false }
      assert.deepEqual(await refused(status), final, `status ${status}`)
    }
  })

  test('for want of free messages is told on the channel’s page, and stops no answer', async () => {
    const gone = { body: '{"status":23,"status_message":"freeMessagesExceeded"}' }
    await using platform = await ScriptedPlatform.start(gone, ok)
    const connection = connect(platform.url)
    assert.deepEqual(await connection.inspect?.(), [])
    await refusal(sendAll(connection, outbound({ text: 'Мы открылись' })))
    await sendAll(connection, outbound({ text: 'Да, завтра' }))
    const found = await connection.inspect?.()
    assert.deepEqual(
      found?.map(({ code, severity }) => [code, severity]),
      [['free-messages-gone', 'limits']],
    )
  })

  test('that nobody has explained is tried again', async () => {
    for (const status of [19, 25, 99]) {
      const passing = { reason: 'unreachable', pauses: 'lane', isTemporary: true }
      assert.deepEqual(await refused(status), passing, `status ${status}`)
    }
  })
})
