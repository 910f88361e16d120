/** What the description of the API shows; each is read by the schema it stands at, in a test. */
const company = { id: '01a207e0-1500-7582-bf01-f67451d78cab' }
const contact = { id: '01a207e0-49dc-7077-909e-2e8816432535', name: 'Олег Тимофеев' }
const conversation = {
  id: '01a207e0-49dd-7432-ac29-f46cf896d68b',
  number: 48213,
  channelId: '01a207e0-1681-7582-acc3-babe251a4c29',
  kind: 'direct',
  contact,
  status: 'queued',
  openedAt: '2026-11-23T10:15:00.000Z',
  visit: {
    id: '01a207e0-3b20-7e01-9a44-7c1f0d2b6e55',
    number: 'K7MX-4QTD',
    source: 'yandex',
    medium: 'cpc',
    campaign: 'autumn',
    clickIds: { yclid: '7214' },
    page: { title: 'Торты', url: 'https://verba.example/cakes' },
    at: '2026-11-23T10:12:00.000Z',
  },
}
const message = {
  id: '01a207e0-49de-7f0a-8b13-0a4c1f0de511',
  conversationId: conversation.id,
  seq: 1,
  author: { type: 'contact', id: contact.id, name: contact.name },
  text: 'Где мой заказ?',
  at: '2026-11-23T10:15:00.000Z',
}
const operatorId = '01a207e0-1501-7c11-9f52-3d7f5b1d2a90'
const answer = {
  ...message,
  seq: 2,
  author: { type: 'operator', id: operatorId, name: 'Анна Лебедева' },
  text: 'Уже в пути',
}
const envelope = { version: 1, timestamp: '2026-11-23T10:15:00.000Z', order: 4821371, company }
const assigned = { ...conversation, status: 'assigned', operatorId }

export const webhookExamples = [
  { type: 'conversation.created', ...envelope, data: { conversation } },
  { type: 'conversation.assigned', ...envelope, data: { conversation: assigned } },
  { type: 'conversation.transferred', ...envelope, data: { conversation: assigned } },
  {
    type: 'conversation.closed',
    ...envelope,
    data: {
      conversation: {
        ...assigned,
        status: 'closed',
        closedAt: '2026-11-23T10:40:00.000Z',
        closeReason: 'operator',
      },
    },
  },
  { type: 'message.received', ...envelope, data: { conversation, message } },
  ...['sent', 'delivered', 'read'].map((status) => ({
    type: `message.${status}`,
    ...envelope,
    data: { conversation: assigned, message: { ...answer, status } },
  })),
  {
    type: 'message.failed',
    ...envelope,
    data: {
      conversation: assigned,
      message: { ...answer, status: 'failed', failure: { reason: 'recipient-blocked' } },
    },
  },
  {
    type: 'contact.changed',
    ...envelope,
    data: {
      contact: {
        ...contact,
        version: 3,
        phone: '+79211234567',
        email: 'oleg@example.com',
        fields: {},
        tags: ['опт'],
        note: '',
        isVip: false,
        isBarred: false,
      },
    },
  },
  { type: 'contact.erased', ...envelope, data: { contact: { id: contact.id } } },
  {
    type: 'rating.received',
    ...envelope,
    data: { conversation: assigned, rating: { score: 5, scale: 'stars', isLow: false } },
  },
  {
    type: 'webhook.test',
    ...envelope,
    data: { webhook: { id: '01a207e0-7a10-7b52-8f3e-51c0a9f6d201', name: 'CRM' } },
  },
]

export const messageExample = {
  clientId: 'crm-5e0c7a52',
  kind: 'message',
  text: 'Здравствуйте! Заказ уже в пути.',
}
export const keyExample = {
  name: 'CRM',
  permissions: ['conversations.read', 'conversations.reply'],
  scope: 'all',
  perMinute: 600,
  expiresInDays: 365,
}
export const newWebhookExample = {
  name: 'CRM',
  url: 'https://crm.example.com/otklik',
  events: ['conversation.created', 'message.received', 'conversation.closed'],
}
export const replayExample = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }
