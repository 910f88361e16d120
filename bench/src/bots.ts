import type { Centre } from './centre.ts'
import { figure, type Line } from './table.ts'

const CUSTOMERS = 1500
const at = { x: 0, y: 0 }

/** Four steps for each customer's first word, the last of which waits. */
const steps = [
  { id: 'note', kind: 'set', at, attributes: [{ name: 'откуда', value: '{{канал}}' }], next: 'is' },
  {
    id: 'is',
    kind: 'condition',
    at,
    branches: [{ id: 'new', test: { of: 'contact', is: 'new' }, next: 'hello' }],
    otherwise: 'hello',
  },
  { id: 'hello', kind: 'message', at, text: 'Здравствуйте, {{имя клиента}}', next: 'ask' },
  {
    id: 'ask',
    kind: 'choice',
    at,
    text: 'Что вас интересует?',
    placement: 'inline',
    options: [{ id: 'people', label: 'Другой вопрос', next: 'people' }],
    otherwise: { text: '', times: 1, next: 'people' },
  },
  { id: 'people', kind: 'hand-over', at, to: { kind: 'backup' } },
]

/** How fast a scenario takes customers: from their first word to the question it waits in. */
export async function measureBots(centre: Centre): Promise<Line[]> {
  const { load, ask, database, reach, count } = centre
  await ask('PUT', '/api/v1/modules/bots', { isOn: true })
  const scenario = { format: 1, start: 'note', steps }
  const { id } = await ask('POST', '/api/v1/bots', { kind: 'scenario', name: 'Верба', scenario })
  const { draftVersion } = await ask('GET', `/api/v1/bots/${id}/draft`)
  await ask('POST', `/api/v1/bots/${id}/publish`, { draftVersion })
  await database.query(
    `update channel_rules set receiver_bot_id = $1, backup_team_id = receiver_team_id,
       receiver_team_id = null`,
    [id],
  )
  await database.query('update accounts set settings_version = settings_version + 1')
  const answered = `status = 'bot' and state -> 'holding' -> 'asked' is null`
  const before = await count(answered)
  const [tookS] = await Promise.all([
    reach(before + CUSTOMERS, answered),
    load.put({ count: CUSTOMERS }),
  ])
  return [
    figure('bots, first words answered', CUSTOMERS / tookS, 'a second'),
    figure('  steps of a scenario', (CUSTOMERS * (steps.length - 1)) / tookS, 'a second'),
  ]
}
