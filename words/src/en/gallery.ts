/** Ready scenarios of chat-bots, as their gallery calls them. */
export const gallery = {
  greeting: {
    title: 'Greeting and topic',
    description: 'Says hello, asks for the topic with buttons and hands over to your people',
  },
  'order-status': {
    title: 'Status of an order',
    description: 'Asks for the number of an order and looks it up by an HTTP request',
  },
  'off-hours': {
    title: 'Contacts off hours',
    description: 'Collects the question, a phone and a good time, for your people in the morning',
  },
}
