import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SystemLine } from '@otklik/protocol'

import { isQuiet } from './quiet.ts'
import {
  isStillNews,
  type NoticeKind,
  noticeFor,
  type Person,
  type Standing,
} from './whom-to-tell.ts'

const anna: Person = {
  operatorId: 'anna',
  teamIds: ['sales'],
  mayReassign: false,
  mayTake: true,
  noticesOf: 'mine',
}
const igor: Person = { ...anna, operatorId: 'igor' }
const pyotr: Person = { ...anna, operatorId: 'pyotr', teamIds: [], mayReassign: true }
const standing = (facts: Partial<Standing>): Standing => ({
  status: 'queued',
  teamId: 'sales',
  offeredTo: [],
  isOwed: true,
  ...facts,
})
const word = { isCustomers: true }
const line = (code: SystemLine['code'], parameters = {}) => ({
  isCustomers: false,
  line: { code, parameters },
})
const manual = { isManual: true, isAttended: true }
const given = { isManual: false, isAttended: true }
const deserted = { isManual: false, isAttended: false }

test('tells of a word whoever holds it, and colleagues only where they asked for it', () => {
  const held = standing({ status: 'assigned', operatorId: 'anna' })
  const of = (person: Person) => noticeFor(word, held, { person, team: given })
  assert.equal(of(anna), 'message')
  assert.equal(of(igor), undefined)
  assert.equal(of({ ...igor, noticesOf: 'team' }), 'message')
  assert.equal(of({ ...igor, noticesOf: 'team', teamIds: ['delivery'] }), undefined)
  assert.equal(of({ ...igor, noticesOf: 'all', teamIds: [] }), 'message')
})

test('[REQ-26] tells everybody of a queue worked off by hand, whoever has looked', () => {
  for (const person of [anna, igor]) {
    assert.equal(noticeFor(word, standing({}), { person, team: manual }), 'message')
    // What is given out by itself is offered to one of them.
    assert.equal(noticeFor(word, standing({}), { person, team: given }), undefined)
  }
})

test('[REQ-04] tells the whole team where nobody is there to be asked', () => {
  assert.equal(noticeFor(word, standing({}), { person: anna, team: deserted }), 'message')
  const handedOver = line('bot-handed-over')
  assert.equal(noticeFor(handedOver, standing({}), { person: anna, team: deserted }), 'handed-over')
})

test('[REQ-04] tells the team, then supervisors, while it still waits', () => {
  const of = (code: SystemLine['code'], person: Person, facts = {}) =>
    noticeFor(line(code), standing(facts), { person, team: given })
  assert.equal(of('team-told', anna), 'team-told')
  assert.equal(of('team-told', pyotr), undefined)
  assert.equal(of('supervisors-told', pyotr), 'supervisors-told')
  assert.equal(of('supervisors-told', anna), undefined)
  assert.equal(of('supervisors-told', pyotr, { status: 'assigned' }), undefined)
})

test('[REQ-04] what comes to a team that works by hand is told to all but who gave it', () => {
  const of = (code: SystemLine['code'], person: Person) =>
    noticeFor(line(code, { operatorId: 'igor' }), standing({}), { person, team: manual })
  assert.deepEqual([of('transferred', anna), of('transferred', igor)], ['transferred', undefined])
  for (const code of ['returned', 'moved-to-backup', 'assignee-away'] as const) {
    assert.deepEqual([of(code, anna), of(code, igor)], ['message', undefined])
  }
})

test('tells of an offer whom it is made to, and of silence whoever may reassign', () => {
  const offered = standing({ status: 'offered', offeredTo: ['anna'] })
  const of = (person: Person) => noticeFor(line('offered'), offered, { person, team: given })
  assert.deepEqual([of(anna), of(igor)], ['offer', undefined])
  const silent = standing({ status: 'assigned', operatorId: 'pyotr' })
  const told = line('silence-told', { operatorId: 'pyotr' })
  // Whoever is silent themselves knows it.
  assert.equal(noticeFor(told, silent, { person: pyotr, team: given }), undefined)
  const lidia = { ...pyotr, operatorId: 'lidia' }
  assert.equal(noticeFor(told, silent, { person: lidia, team: given }), 'silence-told')
})

test('tells of a low mark whoever had the conversation, and supervisors', () => {
  const closed = standing({ status: 'closed', operatorId: 'anna' })
  const of = (person: Person, parameters: Record<string, string>) =>
    noticeFor(line('rated', parameters), closed, { person, team: given })
  const low = { score: '1', low: 'yes' }
  assert.deepEqual(
    [of(anna, low), of(igor, low), of(pyotr, low)],
    ['low-rating', undefined, 'low-rating'],
  )
  assert.equal(of(anna, { score: '5' }), undefined)
})

test('[REQ-26] what was answered meanwhile is no news, what was only read is', () => {
  const of = (kind: NoticeKind, facts: Partial<Standing>) =>
    isStillNews(kind, standing(facts), { person: anna, team: manual })
  assert.equal(of('message', {}), true)
  assert.equal(of('message', { isOwed: false }), false)
  assert.equal(of('message', { status: 'assigned', operatorId: 'igor' }), false)
  assert.equal(of('team-told', { teamId: 'delivery' }), false)
  assert.equal(of('offer', { status: 'offered', offeredTo: ['igor'] }), false)
})

test('[REQ-22] is quiet by status, and by hours on one’s own wall that cross midnight', () => {
  const quietHours = { from: '22:00', until: '08:00', timeZone: 'Asia/Yekaterinburg' }
  const at = (time: string) => new Date(`2026-03-02T${time}:00Z`)
  const isQuietAt = (time: string) => isQuiet({ status: 'online', quietHours }, { now: at(time) })
  // Five hours ahead of UTC.
  assert.deepEqual(['16:59', '17:00', '02:59', '03:00'].map(isQuietAt), [false, true, true, false])
  const open = { quietHours: null }
  const noon = { now: at('12:00') }
  assert.equal(isQuiet({ ...open, status: 'do-not-disturb' }, noon), true)
  assert.equal(isQuiet({ ...open, status: 'offline' }, noon), true)
  assert.equal(isQuiet({ ...open, status: 'offline' }, { ...noon, isCalled: true }), false)
  assert.equal(isQuiet({ ...open, status: 'break' }, noon), false)
})
