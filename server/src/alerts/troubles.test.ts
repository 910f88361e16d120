import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Trouble } from '@otklik/protocol/settings'

import type { Letter } from '../lib/mail.ts'
import { type Member, openScene, type Scene, until } from '../testing/index.ts'
import { findTroubles } from './find-troubles.ts'

const MINUTE = 60_000

describe('a channel that breaks', () => {
  let scene: Scene
  let administrator: Member
  const letters: Letter[] = []
  before(async () => {
    scene = await openScene('telegram', { letters })
    const { signUp, owner, database } = scene.centre
    administrator = await signUp('administrator', { accountId: owner.accountId })
    await database.query(`update users set preferences = '{"language": "en"}' where id = $1`, [
      administrator.userId,
    ])
  })

  const seenBy = async (member: Member): Promise<Trouble[]> =>
    (await scene.centre.snapshot(member)).troubles
  const kindsSeen = async () => (await seenBy(administrator)).map(({ kind }) => kind)
  const sees = (kinds: Trouble['kind'][]) =>
    until(async () => `${await kindsSeen()}` === `${kinds}`, `«${kinds}» and no other trouble`)
  const lettersTo = ({ email }: Member) => letters.filter(({ to }) => to === email)
  const told = (count: number) =>
    until(() => letters.length === count, `${count} letters and no other`)
  const inFeed = async () => {
    const { rows } = await scene.centre.database.query<{ kind: string }>(
      `select kind from feed where account_id = $1 and kind in ('trouble', 'gone') order by number`,
      [scene.centre.owner.accountId],
    )
    return rows.map(({ kind }) => kind)
  }
  const lookAgain = () => scene.centre.hints.send('channels', scene.centre.owner.accountId)
  const api = (method: 'POST' | 'PATCH', path: string, body: Record<string, unknown>) =>
    scene.centre.owner.browser.send(method, path, body)

  test('tells those who can mend it, once, and again when it is over', async () => {
    const { centre } = scene
    const oleg = await centre.person('Олег')
    await oleg.does('text', { text: 'здравствуйте' })
    const { id } = await centre.conversationOf('Олег')
    const { token } = await centre.emulators.control<{ token: string }>(
      'telegram',
      `bots/${centre.bot.id}/revoke`,
      { replace: true },
    )
    await scene.write(id, 'слушаю вас')
    await sees(['refused'])
    await told(2)
    assert.match(lettersTo(centre.owner)[0]?.subject ?? '', /Telegram · Верба Мебель не работает/)
    assert.match(lettersTo(administrator)[0]?.text ?? '', /refuses the token/)
    assert.equal(
      letters.some(({ text }) => text.includes(centre.bot.token)),
      false,
    )
    assert.deepEqual(await seenBy(centre.operator), [])

    for (let round = 0; round < 3; round++) lookAgain()
    assert.deepEqual(await inFeed(), ['trouble'])

    const path = `/api/v1/channels/${centre.channel.id}`
    const { version } = (await centre.owner.browser.get(path)).json()
    const mended = await api('PATCH', path, { version, settings: { token } })
    assert.equal(mended.statusCode, 200, mended.body)
    await sees([])
    await told(4)
    assert.match(lettersTo(centre.owner)[1]?.subject ?? '', /снова работает/)
    assert.match(lettersTo(administrator)[1]?.subject ?? '', /works again/)
    assert.deepEqual(await inFeed(), ['trouble', 'gone'])
  })

  test('counts what waits for more than five minutes, and not for less', async () => {
    const { centre } = scene
    const petr = await centre.person('Пётр')
    await petr.does('text', { text: 'алло' })
    const { id } = await centre.conversationOf('Пётр')
    const fault = { kind: 'too-many-requests', retryAfter: 3600, chat: petr.id, count: 1 }
    await scene.fault(fault)
    await scene.write(id, 'сейчас')
    await until(async () => {
      const { rows } = await centre.database.query(
        `select from parts where conversation_id = $1 and state = 'queued' and tries = 1`,
        [id],
      )
      return rows.length === 1
    }, 'the answer to wait')
    scene.moveOn(4 * MINUTE)
    assert.deepEqual(await findTroubles(centre.database, centre.clock.now()), [])
    scene.moveOn(MINUTE + 1000)
    lookAgain()
    await sees(['backlog'])
    scene.moveOn(60 * MINUTE)
    await centre.transcript(id, (messages) => messages.at(-1)?.status === 'sent')
    lookAgain()
    await sees([])
  })

  test('tells of what came and could not be read, until it is', async () => {
    const { centre } = scene
    const { accountId } = centre.owner
    await centre.database.query(
      `insert into inbox (account_id, channel_id, body, state, tries, problem)
       values ($1, $2, 'no update', 'quarantined', 5, 'unreadable')`,
      [accountId, centre.channel.id],
    )
    lookAgain()
    await sees(['quarantine'])
    await centre.database.query(`update inbox set state = 'done' where account_id = $1`, [
      accountId,
    ])
    lookAgain()
    await sees([])
  })

  test('tells that the platform cannot be made to call us, until it can', async () => {
    const { centre } = scene
    await scene.fault({ kind: 'server-error', methods: ['deleteWebhook'] })
    const path = `/api/v1/channels/${centre.channel.id}`
    const { version } = (await centre.owner.browser.get(path)).json()
    const settings = { proxyUrl: '' }
    const refused = await api('PATCH', path, { version, settings })
    assert.equal(refused.statusCode, 502, refused.body)
    await sees(['unsubscribed'])
    const faults = `${centre.emulators.url}/telegram/_control/bots/${centre.bot.id}/faults`
    await fetch(faults, { method: 'DELETE' })
    const now = (await centre.owner.browser.get(path)).json().version
    assert.equal((await api('PATCH', path, { version: now, settings })).statusCode, 200)
    await sees([])
  })

  test('shows another company nothing of it', async () => {
    const stranger = await scene.centre.signUp('owner')
    await scene.centre.database.query(
      `insert into inbox (account_id, channel_id, body, state) values ($1, $2, 'x', 'quarantined')`,
      [scene.centre.owner.accountId, scene.centre.channel.id],
    )
    lookAgain()
    await sees(['quarantine'])
    assert.deepEqual(await seenBy(stranger), [])
    assert.deepEqual(lettersTo(stranger), [])
  })

  test('ends without «works again» where the channel is disconnected', async () => {
    const last = () => lettersTo(scene.centre.owner).at(-1)?.text
    await until(() => last()?.includes('не удалось разобрать'), 'the last letter')
    const { length } = letters
    const path = `/api/v1/channels/${scene.centre.channel.id}/disconnection`
    await api('POST', path, { consent: true })
    await sees([])
    assert.equal(letters.length, length)
  })
})
