const waits = (minutes: number) => `${minutes}\u00a0min`

/** Notifications of a closed browser. */
export const push = {
  titles: {
    message: (name: string, _minutes: number) => `${name} waits for an answer`,
    mentioned: (name: string, _minutes: number) => `${name}: a note mentions you`,
    offer: (name: string, _minutes: number) => `${name}: accept the conversation`,
    assigned: (name: string, _minutes: number) => `${name}: the conversation is yours`,
    transferred: (name: string, _minutes: number) => `${name}: transferred to you`,
    'handed-over': (name: string, _minutes: number) => `${name}: a chat-bot handed over`,
    'team-told': (name: string, minutes: number) =>
      `${name} has waited ${waits(minutes)}, nobody took it`,
    'supervisors-told': (name: string, minutes: number) =>
      `${name} has waited ${waits(minutes)}, the team did not take it`,
    'silence-told': (name: string, minutes: number) =>
      `${name} has waited ${waits(minutes)}, the operator is silent`,
    'sla-broken': (name: string, _minutes: number) => `${name}: SLA broken`,
    'low-rating': (name: string, _minutes: number) => `${name}: a low mark`,
  },
  number: (number: number) => `Conversation no.\u00a0${number}`,
  several: (count: number) => `${count} conversations need an answer`,
  trial: {
    title: 'Notifications work',
    body: 'This is how you learn of a conversation while Otklik is closed',
  },
}
