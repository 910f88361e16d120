/** By metrics' keys: what each is called, and how it is counted. */
export const metrics = {
  opened: {
    name: 'New conversations',
    how: 'Conversations that began in the period. Those brought from another system do not count.',
  },
  new: { name: 'New customers', how: 'Conversations of customers who had never written before.' },
  returning: {
    name: 'Returning customers',
    how: 'Conversations of customers who had one before.',
  },
  'out-of-hours': {
    name: 'Out of hours',
    how: 'Conversations that began outside working hours.',
  },
  incoming: { name: 'Customer messages', how: 'Messages that came from customers.' },
  outgoing: {
    name: 'Operator messages',
    how: 'Messages to customers written by operators. Bots and automatic replies do not count.',
  },
  closed: { name: 'Closed conversations', how: 'Conversations that were closed in the period.' },
  'closed.operator': { name: 'By an operator', how: 'Closed by an operator.' },
  'closed.bot': { name: 'By a bot', how: 'Closed by a chat-bot.' },
  'closed.timeout': { name: 'By inactivity', how: 'Closed by itself: both sides were silent.' },
  'closed.spam': { name: 'Spam', how: 'Closed as spam.' },
  'closed.merged': { name: 'Merged', how: 'Closed because it went into another conversation.' },
  'closed.outbound-template': {
    name: 'Template sent',
    how: 'A bot sent a template and the conversation was closed at once.',
  },
  'closed.other': { name: 'Other', how: 'The contact was blocked, or their data was erased.' },
  missed: {
    name: 'Without an answer',
    how: 'Closed by an operator or by inactivity, and no operator had answered the customer. What a bot did to the end does not count.',
  },
  'missed-rate': {
    name: 'Share without an answer',
    how: 'Conversations without an answer among the closed ones.',
  },
  'first-response': {
    name: 'First response',
    how: 'From the customer’s first message to the first answer of an operator, in working hours. It starts again when the conversation is handed over. Bots and automatic replies do not count.',
  },
  'response-first': {
    name: 'Response from the first message',
    how: 'A customer may write several messages in a row: from the first of them to an operator’s answer, in working hours.',
  },
  'response-last': {
    name: 'Response from the last message',
    how: 'A customer may write several messages in a row: from the last of them to an operator’s answer, in working hours.',
  },
  wait: {
    name: 'Wait in the queue',
    how: 'From coming into a queue to being taken, in working hours. Each wait counts by itself.',
  },
  accept: {
    name: 'Time to accept',
    how: 'From being offered to an operator to their acceptance, in working hours.',
  },
  handle: {
    name: 'Handle time',
    how: 'How long an operator had it, without the time on hold or snoozed. Each operator counts by themselves.',
  },
  resolution: {
    name: 'Resolution',
    how: 'From the beginning of a conversation to its close, in working hours. Spam, merges and templates sent by bots do not count.',
  },
  transfers: {
    name: 'Transfers',
    how: 'How often a conversation was transferred to an operator, a team or a bot. Counts for whoever transferred it.',
  },
  'bot-held': { name: 'With a bot', how: 'Closed conversations that a chat-bot had.' },
  'bot-contained': {
    name: 'Done by a bot',
    how: 'Closed conversations that a bot had to the end: no operator answered or held them.',
  },
  containment: {
    name: 'Containment',
    how: 'Conversations that a bot did to the end, among those it had.',
  },
  backup: {
    name: 'Backup used',
    how: 'How often a backup got a conversation: the bot could not answer, or the team did not take it.',
  },
  undelivered: { name: 'Undelivered messages', how: 'Messages to customers that did not arrive.' },
  'undelivered.unreachable': { name: 'No connection', how: 'The platform did not answer.' },
  'undelivered.throttled': { name: 'Too often', how: 'The platform limited sending.' },
  'undelivered.rejected': { name: 'Refused', how: 'The platform did not take the message.' },
  'undelivered.recipient-blocked': {
    name: 'Blocked by the customer',
    how: 'The customer does not allow messages.',
  },
  'undelivered.recipient-gone': {
    name: 'No such customer',
    how: 'The platform does not know the recipient.',
  },
  'undelivered.window-closed': {
    name: 'Window closed',
    how: 'The time for a free answer was over before it was sent.',
  },
  'undelivered.misconfigured': {
    name: 'Channel settings',
    how: 'The channel is not fully connected.',
  },
  'undelivered.too-large': { name: 'Large file', how: 'The platform takes smaller files.' },
  'undelivered.too-long': { name: 'Long text', how: 'The platform takes shorter texts.' },
  'undelivered.bad-format': {
    name: 'Unsuitable kind',
    how: 'The platform does not take such messages.',
  },
  'undelivered.expired': { name: 'Too old', how: 'The message waited too long to be sent.' },
  'undelivered.cancelled': { name: 'Withdrawn', how: 'Sending was cancelled.' },
  'window-expired': {
    name: 'Window expired',
    how: 'How often an automatic text was not sent: the time for a free answer was over.',
  },
  'rating-asked': { name: 'Ratings asked for', how: 'How often a customer was asked to rate.' },
  rated: { name: 'Ratings', how: 'How many ratings customers gave.' },
  'rated.1': { name: '1', how: 'Ratings of 1 and 👎.' },
  'rated.2': { name: '2', how: 'Ratings of 2.' },
  'rated.3': { name: '3', how: 'Ratings of 3.' },
  'rated.4': { name: '4', how: 'Ratings of 4.' },
  'rated.5': { name: '5', how: 'Ratings of 5 and 👍.' },
  rating: {
    name: 'Average rating',
    how: 'The average of ratings from 1 to 5. 👍 counts as 5, 👎 as 1. Those taken back on appeal do not count.',
  },
  'rating-rate': {
    name: 'Response rate',
    how: 'Ratings given in the period, by those asked for in it.',
  },
  'funnel.opened': { name: 'Began', how: 'Conversations that began in the period.' },
  'funnel.queued': {
    name: 'Came to people',
    how: 'Of them, those that came into a queue or to an operator.',
  },
  'funnel.given': { name: 'Taken', how: 'Of them, those an operator had.' },
  'funnel.answered': { name: 'Answered', how: 'Of them, those an operator answered.' },
  'funnel.closed': { name: 'Closed', how: 'Of them, those that are closed.' },
  'sla-first': {
    name: 'First response in time',
    how: 'The share of first answers given within what the team promised, in working hours.',
  },
  'sla-first.broken': {
    name: 'First response late',
    how: 'How often the first answer was not given in time.',
  },
  'sla-next': {
    name: 'Next responses in time',
    how: 'The share of next answers given within what the team promised, in working hours.',
  },
  'sla-next.broken': {
    name: 'Next responses late',
    how: 'How often a next answer was not given in time.',
  },
  'sla-resolution': {
    name: 'Resolution in time',
    how: 'The share of conversations resolved within what the team promised, in working hours.',
  },
  'sla-resolution.broken': {
    name: 'Resolution late',
    how: 'How many conversations were not resolved in time.',
  },
}
