/** What a company starts with; its people may call it otherwise. */
export const company = {
  /** What an authenticator application calls us. */
  product: 'Otklik',
  channelGroup: 'Main',
  rating: {
    question: 'How did we do? 1 is poor, 5 is excellent',
    thanks: 'Thank you for the rating',
  },
  /** What waits in the customer's field where links bring a text. */
  visitQuestion: 'Hello. I am writing from your site, request number: {{номер заявки}}',
  everyone: 'Everybody',
  /** Whose data was erased: what lists show in place of a name. */
  erasedContact: 'Data erased',
  /** Headings of exported tables. */
  exports: {
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    tags: 'Tags',
    note: 'Note',
    vip: 'VIP',
    barred: 'Blocked',
    channels: 'Channels',
    conversations: 'Conversations',
    since: 'Known since, UTC',
    yes: 'yes',
    number: 'Conversation number',
    channel: 'Channel',
    operator: 'Operator',
    opened: 'Opened, UTC',
    closed: 'Closed, UTC',
    reason: 'Why closed',
    topic: 'Topic',
    messages: 'Messages',
    reasons: {
      operator: 'operator',
      bot: 'bot',
      timeout: 'inactivity',
      spam: 'spam',
      merged: 'merged',
      'outbound-template': 'template of a bot',
      barred: 'customer blocked',
      erased: 'data erased',
      imported: 'brought along',
    },
    row: 'Row',
    outcome: 'Outcome',
    why: 'Why',
  },
}
