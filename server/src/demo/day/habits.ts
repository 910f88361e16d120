import { v7 as newId } from 'uuid'

import type { Database } from '../../database/index.ts'
import type { Roster } from './roster.ts'
import type { Messenger } from './story.ts'

/** Whose work each messenger is; what is not named comes to everybody. */
const receivers: Partial<Record<Messenger, string>> = {
  edna: 'Доставка',
  vk: 'Продажи',
  max: 'Возвраты и рекламации',
  viber: 'Возвраты и рекламации',
}

/** What is said every day; a team’s own where one is named. */
const replies: { title: string; shortcut: string; text: string; team?: string }[] = [
  {
    ...{ title: 'Здравствуйте', shortcut: 'зд' },
    text: 'Здравствуйте, {{имя клиента}}. Меня зовут {{имя сотрудника}}, «Верба Мебель». Чем помочь?',
  },
  {
    ...{ title: 'Шоурум и часы', shortcut: 'адрес' },
    text: 'Шоурум: Москва, Нахимовский проспект, 24. Ждём ежедневно с 10 до 20',
  },
  {
    ...{ title: 'Возврат', shortcut: 'возврат', team: 'Возвраты и рекламации' },
    text: 'Вернуть можно в течение 14 дней: привезите сами или заберём за 990 ₽. Деньги придут на карту за 10 дней',
  },
  {
    ...{ title: 'Подъём и занос', shortcut: 'подъём', team: 'Доставка' },
    text: 'Подъём на лифте входит в доставку, без лифта — 300 ₽ за этаж',
  },
  {
    ...{ title: 'Рассрочка', shortcut: 'рассрочка', team: 'Продажи' },
    text: 'Рассрочка на 4, 6 или 10 месяцев без переплаты, оформляем за 15 минут',
  },
]

const filters = [
  { name: 'Опоздания', conditions: { topics: ['Опоздание доставки'] } },
  { name: 'Про деньги', conditions: { topics: ['Возврат денег'], owes: 'us' } },
]

/** How the shop has arranged its work: who receives what, what is said often, what is looked at. */
export async function arrangeWork({ database }: { database: Database }, roster: Roster) {
  const { accountId, channels, team, operator } = roster
  for (const [messenger, name] of Object.entries(receivers)) {
    await database.query(
      `update channel_rules set version = version + 1, receiver_team_id = $3
       where account_id = $1 and channel_id = $2 and receiver_team_id is not null`,
      [accountId, channels.get(messenger as Messenger)?.id, team(name).id],
    )
  }
  // Nobody of the demo is at work before somebody signs in: what is told as theirs stays theirs.
  await database.query(
    `update teams set version = version + 1,
       settings = jsonb_set(settings, '{absence,policy}', '"keep"') where account_id = $1`,
    [accountId],
  )
  for (const { title, shortcut, text, team: name } of replies) {
    await database.query(
      `insert into quick_replies (account_id, id, team_id, title, shortcut, text)
       select $1, $2, $3, $4, $5, $6 where not exists (
         select from quick_replies where account_id = $1 and title = $4)`,
      [accountId, newId(), name ? team(name).id : null, title, shortcut, text],
    )
  }
  for (const [place, { name, conditions }] of filters.entries()) {
    await database.query(
      `insert into filters (account_id, id, name, owner_id, is_shared, place, conditions)
       select $1, $2, $3, $4, true, $5, $6 where not exists (
         select from filters where account_id = $1 and name = $3)`,
      [accountId, newId(), name, operator('Игорь').id, place, JSON.stringify(conditions)],
    )
  }
}
