import { ControlError, type Fields } from '../fields.ts'
import type { Group, Person } from './model.ts'
import type { Telegram } from './telegram.ts'
import { groupChat } from './wire.ts'

/** Above 2^31, as today's accounts are: whoever keeps ids in 32 bits is to find out here. */
const FIRST_PERSON_ID = 5_000_000_001
const FIRST_GROUP_ID = -4_000_000_001

export function createPerson({ world, live }: Telegram, fields: Fields): Person {
  const id = fields.optionalNumber('id') ?? freeId(world.people, FIRST_PERSON_ID, 1)
  const known = world.people.get(id)
  if (known) return known
  const botId = fields.optionalNumber('bot')
  const person: Person = {
    id,
    firstName: fields.text('firstName'),
    phone: fields.optionalText('phone') ?? `+7916${String(id).slice(-7)}`,
    isDeactivated: false,
    isOffline: false,
    hasPhone: fields.has('hasPhone') ? fields.flag('hasPhone') : true,
    ...(botId !== undefined && { botId }),
  }
  applyNames(person, fields)
  world.savePerson(person)
  live.touch('telegram/people')
  return person
}

export function applyNames(person: Person, fields: Fields): void {
  person.firstName = fields.optionalText('firstName') ?? person.firstName
  for (const name of ['lastName', 'username', 'languageCode'] as const) {
    const value = fields.optionalText(name)
    if (value !== undefined) person[name] = value
  }
}

/** `members` are people and bots; each bot is told that it was added. */
export function createGroup(telegram: Telegram, fields: Fields): Group {
  const { world, clock, updates } = telegram
  const members = fields.list('members').map(Number)
  const unknown = members.find((id) => !world.people.has(id) && !world.bots.has(id))
  if (unknown !== undefined) throw new ControlError(404, `member ${unknown} not found`)
  const group: Group = {
    id: freeId(world.groups, FIRST_GROUP_ID, -1),
    title: fields.text('title'),
    type: 'group',
    memberIds: members,
  }
  world.saveGroup(group)
  const person = members.map((id) => world.people.get(id)).find((found) => found)
  for (const bot of members
    .map((id) => world.bots.get(id))
    .filter((found) => found !== undefined)) {
    world.openChat(bot.id, group.id)
    const user = { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username }
    updates.push(bot, {
      kind: 'my_chat_member',
      body: {
        chat: groupChat(group),
        from: { id: person?.id ?? 0, is_bot: false, first_name: person?.firstName ?? '' },
        date: Math.floor(clock.now() / 1000),
        old_chat_member: { user, status: 'left' },
        new_chat_member: { user, status: 'member' },
      },
      lane: `member:${group.id}`,
      chatId: group.id,
    })
  }
  return group
}

/** Ids are never given twice, so the next is beside the last of those we gave. */
function freeId(taken: Map<number, unknown>, first: number, step: 1 | -1): number {
  let id = first + taken.size * step
  while (taken.has(id)) id += step
  return id
}
