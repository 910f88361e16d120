import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiError, ContactCard, ContactPage, Conversation, Message } from '@otklik/protocol'
import type { ImportPreview, ImportView } from '@otklik/protocol/settings'

import { parseCsv } from '../lib/csv.ts'
import { createTestCentre, type TestCentre, until } from '../testing/index.ts'

let centre: TestCentre
before(async () => {
  centre = await createTestCentre('telegram')
})

const get = async <Answer>(path: string): Promise<Answer> =>
  (await centre.owner.browser.get(`/api/v1/${path}`)).json<Answer>()
const send = (method: 'POST' | 'PATCH', path: string, body: Record<string, unknown> = {}) =>
  centre.owner.browser.send(method, `/api/v1/${path}`, body)

/** As a browser's form sends a file. */
async function handIn(table: string | Buffer, subject = 'contacts') {
  const boundary = '----otklik'
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="clients.csv"\r\n` +
        'Content-Type: text/csv\r\n\r\n',
    ),
    Buffer.from(table),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return centre.app.inject({
    method: 'POST',
    url: `/api/v1/imports?subject=${subject}`,
    headers: {
      origin: 'http://localhost:80',
      cookie: centre.owner.browser.cookie,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  })
}

const finished = (id: string) =>
  until(
    async () => {
      const found = await get<ImportView>(`imports/${id}`)
      return found.state === 'done' && found
    },
    'the import to be over',
    30_000,
  )
const found = async (search: string) =>
  (await get<ContactPage>(`contacts?search=${encodeURIComponent(search)}`)).contacts

/** «Имя;Телефон» and so on, as Excel saves it in Russia. */
const windows1251 = (text: string) =>
  Buffer.from(
    [...text].map((char) => {
      const code = char.charCodeAt(0)
      if (code < 128) return code
      if (char === 'ё') return 0xb8
      if (char === 'Ё') return 0xa8
      return code - 0x410 + 0xc0
    }),
  )

describe('a table of customers', () => {
  test('is looked at before anything is brought in, and comes in once', async () => {
    const table = [
      'Имя;Телефон;Почта;Теги;Город',
      'Анна Ёлкина;8 921 500-00-01;anna@verba.example;опт, VIP;Тверь',
      'Борис;+7 921 500-00-02;;;',
      'Борис Второй;8(921)5000002;boris@verba.example;;',
      'Вера;телефон потерян;;;',
      ';;;;Омск',
    ].join('\r\n')
    const field = (await send('POST', 'contact-fields', { name: 'Город', kind: 'text' })).json()
    const handed = await handIn(windows1251(table))
    assert.equal(handed.statusCode, 201, handed.body)
    const { id, encoding, delimiter, mapping, total } = handed.json<ImportView>()
    assert.deepEqual([encoding, delimiter, total], ['windows-1251', ';', 5])
    assert.deepEqual(mapping, { 0: 'name', 1: 'phone', 2: 'email', 3: 'tags', 4: field.id })
    const preview = await get<ImportPreview>(`imports/${id}/preview`)
    assert.deepEqual(preview.counts, { made: 2, changed: 1, same: 0, refused: 2 })
    assert.deepEqual(
      preview.rows.slice(0, 2).map(({ line, reason, column }) => [line, reason, column]),
      [
        [5, 'wrong-phone', 1],
        [6, 'nothing-known', undefined],
      ],
    )
    assert.deepEqual(await found('921 500'), [])

    assert.equal((await send('POST', `imports/${id}/start`)).statusCode, 200)
    const { done } = await finished(id)
    assert.deepEqual(done, preview.counts)
    const [boris] = await found('+7 921 500-00-02')
    assert.deepEqual([boris?.name, boris?.email], ['Борис', 'boris@verba.example'])
    const [anna] = await found('елкина')
    const card = await get<ContactCard>(`contacts/${anna?.id}`)
    assert.deepEqual([card.tags, card.fields[field.id]], [['опт', 'VIP'], 'Тверь'])

    const report = await centre.owner.browser.get(`/api/v1/imports/${id}/report.csv`)
    const rows = parseCsv(report.body.replace('\ufeff', ''), ';')
    assert.deepEqual(rows[4]?.slice(0, 3), ['5', 'Пропущено', 'Телефон: телефон не похож на номер'])
    assert.equal((await send('POST', `imports/${id}/start`)).statusCode, 409)
    // The same table again finds everybody, and makes nobody twice.
    const again = (await handIn(table)).json<ImportView>()
    assert.equal(again.encoding, 'utf-8')
    const twice = await get<ImportPreview>(`imports/${again.id}/preview`)
    assert.deepEqual(twice.counts, { made: 0, changed: 0, same: 3, refused: 2 })
  })

  test('lets others have their turn while a long one is read', async () => {
    const words = `«${'слово '.repeat(12)}»`
    const lines = Array.from({ length: 15_000 }, (_, n) => `Клиент ${n};+7923${n};"${words}"`)
    const table = ['Имя;Телефон;Заметка', ...lines].join('\r\n')
    let longest = 0
    let isRead = false
    const watching = (async () => {
      while (!isRead) {
        // Of the processor, not of the clock: a busy machine is not a busy process.
        const before = process.threadCpuUsage()
        await nextTurn()
        const { user, system } = process.threadCpuUsage(before)
        longest = Math.max(longest, user + system)
      }
    })()
    const handed = await handIn(table)
    isRead = true
    await watching
    assert.equal(handed.json<ImportView>().total, 15_000)
    assert.ok(longest < 400_000, `nobody else had a turn for ${longest} µs`)
  })

  test('goes on where a restart has left it', async () => {
    const lines = Array.from({ length: 450 }, (_, n) => `Клиент ${n},+7922600${1000 + n}`)
    const { id } = (await handIn(['name,phone', ...lines].join('\n'))).json<ImportView>()
    // As if the process had died after a batch: some rows are done, others are not.
    await centre.database.query(
      `update import_rows set outcome = 'same' where import_id = $1 and line <= 51`,
      [id],
    )
    await centre.database.query(`update imports set state = 'running', same = 50 where id = $1`, [
      id,
    ])
    centre.hints.send('imports', centre.owner.accountId)
    const { done } = await finished(id)
    assert.deepEqual([done.made, done.same], [400, 50])
    assert.equal((await get<ContactPage>('contacts?search=7922600')).total, 400)
  })

  test('completes a card as it is by then, and whoever was erased stays so', async () => {
    const people = ['Дарья,+79226100001', 'Егор,+79226100002'].join('\n')
    const first = (await handIn(`name,phone\n${people}`)).json<ImportView>()
    await send('POST', `imports/${first.id}/start`)
    await finished(first.id)
    const [darya] = await found('Дарья')
    const [egor] = await found('Егор')
    const more = ['Дарья,+79226100001,d@verba.example', 'Егор,+79226100002,e@verba.example']
    const table = ['name,phone,email', ...more].join('\n')
    const { id } = (await handIn(table)).json<ImportView>()
    // Somebody edits the one and erases the other, and is not through when the import comes to them.
    const editing = await centre.database.pool.connect()
    try {
      await editing.query('begin')
      await editing.query(`update contacts set note = 'Просит курьера' where id = $1`, [darya?.id])
      await editing.query(
        `update contacts set name = 'Удалённый', phone = '', erased_at = now() where id = $1`,
        [egor?.id],
      )
      await send('POST', `imports/${id}/start`)
      await until(async () => {
        const { rows } = await centre.database.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'contacts'
             and datname = current_database()`,
        )
        return rows.length > 0
      }, 'the import to wait')
      await editing.query('commit')
    } finally {
      editing.release()
    }
    assert.deepEqual((await finished(id)).done, { made: 1, changed: 1, same: 0, refused: 0 })
    const card = await get<ContactCard>(`contacts/${darya?.id}`)
    assert.deepEqual([card.note, card.email], ['Просит курьера', 'd@verba.example'])
    const { rows: erased } = await centre.database.query(
      'select name, phone, email from contacts where id = $1',
      [egor?.id],
    )
    assert.deepEqual(erased, [{ name: 'Удалённый', phone: '', email: '' }])
    // A card that is open learns that there is more to know.
    const told = await centre.database.query(
      `select from feed where account_id = $1 and kind = 'contact' and payload ->> 'id' = $2`,
      [centre.owner.accountId, darya?.id],
    )
    assert.ok(told.rowCount)
  })

  test('is refused in words where it is none', async () => {
    for (const table of [
      '',
      'только заголовок',
      Buffer.from([0x50, 0x4b, 3, 4, 0, 10, 0, 10, 65]),
    ]) {
      const answer = await handIn(table)
      assert.deepEqual(
        [answer.statusCode, answer.json<ApiError>().error.code],
        [422, 'not-a-table'],
      )
    }
    const { id } = (await handIn('Цвет;Размер\nсиний;5')).json<ImportView>()
    const started = await send('POST', `imports/${id}/start`)
    assert.equal(started.json<ApiError>().error.fields?.mapping?.code, 'required')
    const stranger = await centre.signUp('owner')
    assert.equal((await stranger.browser.get(`/api/v1/imports/${id}`)).statusCode, 404)
    assert.equal((await centre.operator.browser.get('/api/v1/imports')).statusCode, 403)
  })
})

describe('a table of past conversations', () => {
  test('becomes closed conversations of their customers, with every word in its order', async () => {
    const table = [
      'Номер обращения;Клиент;Телефон;Дата;Автор;Текст;Тематика',
      '17;Глеб;+79235000001;12.03.2025 10:05;Сотрудник Ольга;Привезём завтра;Доставка',
      '17;Глеб;+79235000001;12.03.2025 10:00;Глеб;Где мой диван?;Доставка',
      '18;Глеб;+79235000001;2025-04-01 09:00:00;Глеб;Спасибо;',
      '19;Даша;;когда-то;Даша;Привет;',
    ].join('\n')
    const { id } = (await handIn(table, 'conversations')).json<ImportView>()
    assert.equal((await send('POST', `imports/${id}/start`)).statusCode, 422)
    await send('PATCH', `imports/${id}`, { channelId: centre.channel.id })
    const preview = await get<ImportPreview>(`imports/${id}/preview`)
    assert.deepEqual(preview.rows[0] && [preview.rows[0].line, preview.rows[0].reason], [
      5,
      'no-time',
    ])
    await send('POST', `imports/${id}/start`)
    assert.deepEqual((await finished(id)).done, { made: 3, changed: 0, same: 0, refused: 1 })
    const [gleb, ...others] = await found('Глеб')
    assert.equal(others.length, 0)
    const card = await get<ContactCard>(`contacts/${gleb?.id}`)
    assert.deepEqual([card.conversationCount, card.addresses], [2, []])
    const first = card.conversations.at(-1)!
    const conversation = await get<Conversation>(`conversations/${first.id}`)
    assert.deepEqual(
      [conversation.status, conversation.closeReason, conversation.topic, conversation.unread],
      ['closed', 'imported', 'Доставка', 0],
    )
    const { messages } = await get<{ messages: Message[] }>(`conversations/${first.id}/messages`)
    assert.deepEqual(
      messages.map(({ author, text, at }) => [author.type, text, at.slice(0, 16)]),
      [
        ['contact', 'Где мой диван?', '2025-03-12T10:00'],
        ['operator', 'Привезём завтра', '2025-03-12T10:05'],
        ['system', '', '2025-03-12T10:05'],
      ],
    )
  })

  test('comes in once, whichever table it is in', async () => {
    const table = [
      'Номер обращения;Клиент;Телефон;Дата;Автор;Текст',
      '31;Роман;+79235000031;12.03.2025 10:00;Роман;Где мой стул?',
      '31;Роман;+79235000031;12.03.2025 10:05;Сотрудник Ольга;Едет',
    ]
    const bring = async (rows: string[]) => {
      const { id } = (await handIn(rows.join('\n'), 'conversations')).json<ImportView>()
      await send('PATCH', `imports/${id}`, { channelId: centre.channel.id })
      await send('POST', `imports/${id}/start`)
      return (await finished(id)).done
    }
    assert.deepEqual(await bring(table), { made: 2, changed: 0, same: 0, refused: 0 })
    const other = '32;Роман;+79235000031;13.03.2025 10:00;Роман;Спасибо'
    const again = await bring([...table, other])
    assert.deepEqual(again, { made: 1, changed: 0, same: 2, refused: 0 })
    const [roman] = await found('Роман')
    const card = await get<ContactCard>(`contacts/${roman?.id}`)
    assert.equal(card.conversationCount, 2)
  })

  test('skips times nobody wrote at and words beyond the longest, and holds up nobody', async () => {
    const long = Array.from({ length: 5002 }, (_, n) => `21;Инна;2025-05-01 10:00;слово ${n}`)
    const table = ['Номер обращения;Клиент;Дата;Текст', '20;Инна;0000-01-01 10:00;давно', ...long]
    const { id } = (await handIn(table.join('\n'), 'conversations')).json<ImportView>()
    await send('PATCH', `imports/${id}`, { channelId: centre.channel.id })
    await send('POST', `imports/${id}/start`)
    assert.deepEqual((await finished(id)).done, { made: 5000, changed: 0, same: 0, refused: 3 })
  })
})
