/** Whether somebody takes conversations, and how many they hold. */
export const presence = {
  handOver: 'Hand over the shift',
  status: 'Status',
  own: (status: string) => `Your status: ${status}`,
  statuses: {
    online: 'Online',
    break: 'Break',
    'do-not-disturb': 'Do not disturb',
    offline: 'Offline',
  },
  helps: {
    online: 'Conversations come to you',
    break: 'No new conversations, yours stay with you',
    'do-not-disturb': 'No new conversations and no notices',
    offline: 'You are away, your conversations may go to others',
  },
  load: (held: string, capacity: string) => `${held} of ${capacity} taken`,
  loadShort: (held: string, capacity: string) => `${held} of ${capacity}`,
  loadHelp: 'Conversations on hold or snoozed are not counted',
}
