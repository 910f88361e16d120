import { sampleIds, someId } from './sample-values.ts'

const { channel, contact, operator, team } = sampleIds
const workdays = Array.from({ length: 5 }, () => [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
])
const schedule = {
  timeZone: 'Europe/Moscow',
  week: [...workdays, [], []],
  exceptions: [{ from: '2027-01-01', to: '2027-01-08', name: 'Новый год', intervals: [] }],
}
const scenario = {
  format: 1,
  start: 'ask',
  steps: [
    { kind: 'message', id: 'ask', at: { x: 0, y: 0 }, text: 'Здравствуйте!', next: 'operator' },
    { kind: 'hand-over', id: 'operator', at: { x: 320, y: 0 }, to: { kind: 'backup' } },
  ],
}
const template = {
  name: 'order_ready',
  language: 'ru',
  category: 'utility',
  content: {
    body: 'Здравствуйте, {{1}}! Заказ {{2}} готов.',
    samples: { 'body.1': 'Олег', 'body.2': '4821' },
  },
}
const letter = {
  report: 'channels',
  filter: { channelIds: [channel] },
  every: 'week',
  weekday: 1,
  hour: 9,
  format: 'xlsx',
}
const text = 'Клиент оценил доставку, а не ответ'

/** What requests say where it takes more than the names of their fields to say it well. */
export const writtenExamples: Readonly<Record<string, unknown>> = {
  // A kind is one of `channel-kinds`, which names its settings too.
  'POST /api/v1/channels': {
    kind: 'messenger',
    settings: { name: 'Приложение', apiUrl: 'https://app.verba.example/otklik' },
  },
  'POST /api/v1/channel-checks': {
    kind: 'messenger',
    settings: { apiUrl: 'https://app.verba.example/otklik' },
  },
  'PATCH /api/v1/channels/{id}': { version: 3, settings: { name: 'Приложение' } },
  'PATCH /api/v1/channels/{id}/rules': {
    version: 3,
    receiver: { kind: 'team', id: team },
    inactivity: { value: 24, unit: 'hours' },
  },
  'PUT /api/v1/schedule': { ...schedule, version: 3 },
  'POST /api/v1/schedule-checks': schedule,
  'PATCH /api/v1/channel-groups/{id}': { version: 3, channels: [{ id: channel, isRated: true }] },
  'PATCH /api/v1/operators/{id}': { name: 'Анна Лебедева', role: 'supervisor' },
  'POST /api/v1/invitations': {
    email: 'anna@verba.example',
    name: 'Анна Лебедева',
    role: 'operator',
  },
  'PATCH /api/v1/teams/{id}': { version: 3, name: 'Доставка', memberIds: [operator] },
  'POST /api/v1/quick-replies': {
    title: 'Приветствие',
    shortcut: 'привет',
    text: 'Здравствуйте! Чем помочь?',
    scope: 'own',
  },
  'POST /api/v1/bots': {
    kind: 'webhook',
    name: 'Помощник',
    url: 'https://bot.verba.example/otklik',
  },
  'PUT /api/v1/bots/{id}/draft': { draftVersion: 1, scenario },
  'POST /api/v1/bots/check': { scenario },
  'POST /api/v1/channels/{id}/templates': template,
  'PATCH /api/v1/templates/{id}': { version: 3, ...template },
  'POST /api/v1/conversations': {
    channelId: channel,
    to: { contactId: contact },
    clientId: 'crm-5e0c7a52',
    text: 'Здравствуйте! Заказ уже в пути.',
  },
  'POST /api/v1/conversations/{id}/planned-messages': {
    clientId: 'crm-5e0c7a52',
    text: 'Здравствуйте! Заказ уже в пути.',
    sendAt: '2026-11-24T09:00:00.000Z',
  },
  'POST /api/v1/conversations/{id}/transfer': { to: { kind: 'team', id: team } },
  'PUT /api/v1/conversations/{id}/snooze': { until: '2026-11-24T09:00:00.000Z' },
  'PATCH /api/v1/conversations/{id}/labels': { topicId: someId },
  'PATCH /api/v1/contacts/{id}': { version: 3, phone: '+79211234567', email: 'oleg@example.com' },
  'POST /api/v1/conversations/{id}/contact-forms': {
    clientId: 'crm-5e0c7a52',
    fields: ['name', 'phone'],
    text: 'Оставьте, пожалуйста, телефон',
  },
  'PUT /api/v1/quality/reviews/{id}/reply': { text: 'Учту, спасибо' },
  'POST /api/v1/quality/reviews/{id}/appeal': { text },
  'POST /api/v1/conversations/{id}/rating/appeal': { text },
  'POST /api/v1/quality/reviews/{id}/appeal/decision': { decision: 'upheld', text },
  'POST /api/v1/conversations/{id}/rating/appeal/decision': { decision: 'upheld', text },
  'POST /api/v1/report-subscriptions': letter,
  'PATCH /api/v1/report-subscriptions/{id}': { version: 3, ...letter },
  'POST /api/v1/bot/conversations/{id}/actions': {
    actions: [
      { type: 'say', text: 'Передаю коллеге' },
      { type: 'hand-over', to: { kind: 'backup' } },
    ],
  },
}
