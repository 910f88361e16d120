import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Team } from '@otklik/protocol'
import type { AuditPage, Bot, ChannelRules } from '@otklik/protocol/settings'

import { type Member, openRulesForm, type RulesForm } from '../testing/index.ts'

let form: RulesForm
let owner: Member
let backup: { kind: 'team'; id: string }
let bot: Bot
let count = 0

before(async () => {
  form = await openRulesForm('telegram')
  ;({ owner } = form.centre)
  const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
  backup = { kind: 'team', id: teams.find(({ isEveryone }) => isEveryone)!.id }
  await form.switchBots(true)
})
beforeEach(async () => {
  bot = await make(owner)
  await form.reload()
})

async function make(who: Member): Promise<Bot> {
  const body = { kind: 'scenario', name: `Верба ${++count}` }
  return (await who.browser.send('POST', '/api/v1/bots', body)).json()
}
const deleteBot = ({ id }: Bot) => owner.browser.send('DELETE', `/api/v1/bots/${id}?consent=true`)
const byBot = (given: object = {}) => ({ receiver: { kind: 'bot', id: bot.id, backup, ...given } })

describe('a bot', () => {
  test('[COM-10] [BOT-01] receives the conversations of a channel', async () => {
    const { receiver } = await form.saved(byBot())
    assert.deepEqual(receiver, { kind: 'bot', id: bot.id, backup })
    const operator = { kind: 'operator', id: form.centre.operator.operatorId }
    const relieved = await form.saved(byBot({ backup: operator }))
    assert.deepEqual(relieved.receiver, { kind: 'bot', id: bot.id, backup: operator })
  })

  test('[COM-13] receives nothing without a backup', async () => {
    const { backup: _, ...alone } = byBot().receiver
    assert.deepEqual(await form.refused({ receiver: alone }), { 'receiver.backup': 'no-backup' })
    const nobody = { kind: 'team', id: bot.id }
    assert.deepEqual(await form.refused(byBot({ backup: nobody })), {
      'receiver.backup.id': 'no-such-team',
    })
  })

  test('that is deleted, or another company’s, is chosen nowhere', async () => {
    const stranger = await form.centre.signUp('owner')
    await stranger.browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
    const foreign = await make(stranger)
    await deleteBot(bot)
    for (const { id } of [bot, foreign]) {
      assert.deepEqual(await form.refused(byBot({ id })), { 'receiver.id': 'no-such-bot' })
      const offHours = { bot: true, autoReplies: false, botId: id }
      assert.deepEqual(await form.refused({ offHours }), { 'offHours.botId': 'no-such-bot' })
    }
  })

  test('[COM-12] is chosen while it is not published or switched off: its backup receives', async () => {
    const off = { version: bot.version, isEnabled: false }
    await owner.browser.send('PATCH', `/api/v1/bots/${bot.id}`, off)
    assert.equal((await form.saved(byBot())).receiver.id, bot.id)
    const { usedBy } = (await owner.browser.get(`/api/v1/bots/${bot.id}`)).json<Bot>()
    assert.deepEqual(usedBy, [{ channelId: form.centre.channel.id, as: 'receiver' }])
  })
})

describe('off hours', () => {
  const offHours = (isBot: boolean, autoReplies: boolean, botId?: string | null) => ({
    offHours: { bot: isBot, autoReplies, ...(botId !== undefined && { botId }) },
  })
  const bothOf = ({ offHoursMode, offHoursBotId }: ChannelRules) => [offHoursMode, offHoursBotId]

  test('[COM-60] [COM-62] a bot answers, or replies do, and the bot is remembered', async () => {
    await form.saved(offHours(false, false, null))
    assert.deepEqual(await form.refused(offHours(true, false)), { 'offHours.botId': 'required' })
    assert.deepEqual(await form.refused(offHours(true, true, bot.id)), { offHours: 'both-modes' })
    assert.deepEqual(bothOf(await form.saved(offHours(true, false, bot.id))), ['bot', bot.id])
    const replies = await form.saved(offHours(false, true))
    assert.deepEqual(bothOf(replies), ['auto-replies', bot.id])
    assert.deepEqual(bothOf(await form.saved(offHours(true, false))), ['bot', bot.id])
    assert.deepEqual(bothOf(await form.saved(offHours(false, false))), ['nothing', bot.id])
  })

  test('[COM-62] the database holds a bot or replies, and no bot that is not there', async () => {
    await form.brokenByDatabase(`off_hours = 'bot', off_hours_bot_id = null`, [])
    await form.brokenByDatabase('off_hours_bot_id = $3', [crypto.randomUUID()])
    await form.brokenByDatabase(`off_hours = 'bot+auto-replies'`, [])
  })

  test('[D-12] a customer is told something once where the bot fails', async () => {
    const longest = '🌙'.repeat(1000)
    const rules = await form.saved({ offHoursFallback: `  ${longest} ` })
    assert.equal(rules.offHoursFallback, longest)
    assert.deepEqual(await form.refused({ offHoursFallback: `${longest}.` }), {
      offHoursFallback: 'too-long',
    })
    assert.equal((await form.saved({ offHoursFallback: ' ' })).offHoursFallback, '')
  })

  test('every choice of a bot stands in the journal', async () => {
    await form.saved({ ...offHours(true, false, bot.id), offHoursFallback: 'Ответим утром' })
    const { entries } = (await owner.browser.get('/api/v1/audit?limit=1')).json<AuditPage>()
    assert.deepEqual(
      entries[0]?.changes.map(({ field, after }) => [field, after]),
      [
        ['offHoursMode', 'bot'],
        ['offHoursBotId', bot.id],
        ['offHoursFallback', 'Ответим утром'],
      ],
    )
  })
})
