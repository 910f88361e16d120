export const words = {
  token: 'API key',
  whichCompany: 'Subject',
  newCompany: 'New subject…',
  flood: '429',
  faultNames: {
    'too-many-requests': ['Too many requests', '429, the message is not taken'],
    'refuse-late': ['Refuse after accepting', 'UNDELIVERED, not-whatsapp-user'],
    'accept-and-drop': ['Accept and lose', 'It stays ENQUEUED'],
    unauthorized: ['Key revoked', '401 on all requests, all phones'],
    deregistered: ['Cascade is gone', 'cascade-not-found on all requests, all phones'],
  },
}
