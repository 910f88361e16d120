import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { OutboundPart, PartContent, Sent } from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { type Answer, ScriptedPlatform } from '../suite/scripted-platform.ts'
import { localFile, pixel } from '../suite/sending.ts'
import { TelegramApi } from './api.ts'
import { send } from './send.ts'

const token = '7100000001:AAabcdefghijklmnopqrstuvwxyzABCDEFG'
const sent: Answer = { body: '{"ok":true,"result":{"message_id":60,"chat":{"id":501}}}' }

function refusal(code: number, description: string): Answer {
  return { status: code, body: JSON.stringify({ ok: false, error_code: code, description }) }
}

function part(fields: Partial<PartContent> = {}): OutboundPart {
  return {
    kind: 'message',
    method: 'sendMessage',
    payload: { chat_id: '501', text: 'Добрый день' },
    fileIds: [],
    thread: '501' as never,
    key: 'key',
    openFile: async (id) => ({
      file: localFile('image', 'image/png', id),
      stream: new Blob([pixel]).stream(),
    }),
    linkFile: () => Promise.reject(new Error('Telegram is given files')),
    ...fields,
  }
}

interface Outcome {
  sent?: Sent
  error?: ChannelError
  methods: Array<string | undefined>
  bodies: string[]
}

async function sending(content: OutboundPart, ...answers: Answer[]): Promise<Outcome> {
  await using platform = await ScriptedPlatform.start(...answers)
  const api = new TelegramApi(token, { fetch, apiUrl: platform.url })
  const result = await send(api, content).catch((error: unknown) => {
    assert(error instanceof ChannelError)
    return error
  })
  const methods = platform.heard.map(({ path }) => path.split('/').at(-1))
  const outcome = { methods, bodies: platform.heard.map(({ body }) => body) }
  return result instanceof ChannelError
    ? { ...outcome, error: result }
    : { ...outcome, sent: result }
}

describe('sends in a humbler form what was refused for its form', () => {
  const photo = part({
    method: 'sendPhoto',
    payload: { chat_id: '501', photo: 'attach://file0', caption: 'чек' },
    fileIds: ['f'],
  })

  test('a picture that is none goes as a document', async () => {
    const refused = refusal(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS')
    const { sent: result, methods, bodies } = await sending(photo, refused, sent)
    assert.deepEqual(result, { ids: ['501:60'] })
    assert.deepEqual(methods, ['sendPhoto', 'sendDocument'])
    assert(bodies[1]?.includes('name="document"') && bodies[1].includes('чек'))
  })
  test('so does an album with one', async () => {
    const media = [
      { type: 'photo', media: 'attach://file0', caption: 'чек' },
      { type: 'video', media: 'attach://file1' },
    ]
    const album = part({ method: 'sendMediaGroup', payload: { media }, fileIds: ['f', 'g'] })
    const refused = refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED')
    const { methods, bodies } = await sending(album, refused, sent)
    assert.deepEqual(methods, ['sendMediaGroup', 'sendMediaGroup'])
    assert(!bodies[1]?.includes('"type":"photo"') && bodies[1]?.includes('"type":"document"'))
  })
  test('a voice message nobody may send goes as a document', async () => {
    const voice = part({
      method: 'sendVoice',
      payload: { voice: 'attach://file0' },
      fileIds: ['f'],
    })
    const refused = refusal(400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN')
    assert.deepEqual((await sending(voice, refused, sent)).methods, ['sendVoice', 'sendDocument'])
  })
  test('a reply to what is gone, then bad buttons: both are left out', async () => {
    const payload = { chat_id: '501', text: 'а', reply_parameters: {}, reply_markup: {} }
    const { bodies } = await sending(
      part({ payload }),
      refusal(400, 'Bad Request: message to be replied not found'),
      refusal(400, 'Bad Request: BUTTON_DATA_INVALID'),
      sent,
    )
    assert.deepEqual(
      bodies.map((body) => Object.keys(JSON.parse(body))),
      [
        ['chat_id', 'text', 'reply_parameters', 'reply_markup'],
        ['chat_id', 'text', 'reply_markup'],
        ['chat_id', 'text'],
      ],
    )
  })
  test('a remedy is tried once', async () => {
    const { error, methods } = await sending(photo, refusal(400, 'Bad Request: PHOTO_INVALID'))
    assert.deepEqual(methods, ['sendPhoto', 'sendDocument'])
    assert.equal(error?.reason, 'bad-format')
  })
  test('[H-09] never after an outcome that is not known', async () => {
    const { error, methods } = await sending(photo, refusal(500, 'PHOTO_INVALID_DIMENSIONS'))
    assert.deepEqual([error?.executed, methods.length], ['unknown', 1])
  })
})

describe('takes for done what is so already', () => {
  const cases: Array<[PartContent['kind'], string, description: string]> = [
    ['edit', 'editMessageText', 'Bad Request: message is not modified: specified new message…'],
    ['deletion', 'deleteMessage', 'Bad Request: message to delete not found'],
    [
      'acknowledgement',
      'answerCallbackQuery',
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    ],
  ]
  for (const [kind, method, description] of cases) {
    test(`${method}: ${description}`, async () => {
      const { sent: result } = await sending(part({ kind, method }), refusal(400, description))
      assert.deepEqual(result, { ids: [] })
    })
  }
  test('but an edit of a message that is gone is refused: nobody sees the new text', async () => {
    const refused = refusal(400, 'Bad Request: message to edit not found')
    const { error } = await sending(part({ kind: 'edit', method: 'editMessageText' }), refused)
    assert.deepEqual([error?.reason, error?.executed], ['rejected', 'no'])
  })
  test('but a message that cannot be deleted any more is told', async () => {
    const refused = refusal(400, "Bad Request: message can't be deleted for everyone")
    const { error } = await sending(part({ kind: 'deletion', method: 'deleteMessage' }), refused)
    assert.equal(error?.reason, 'rejected')
  })
  test('[H-09] an edit of unknown outcome may be repeated: twice is the same as once', async () => {
    const { error } = await sending(part({ kind: 'edit', method: 'editMessageText' }), 'hang-up')
    assert.deepEqual([error?.reason, error?.executed], ['unreachable', 'no'])
  })
})
