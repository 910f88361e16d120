export const words = {
  token: 'Ключ API',
  whichCompany: 'Subject',
  newCompany: 'Новый subject…',
  flood: '429',
  faultNames: {
    'too-many-requests': ['Слишком много запросов', '429, сообщение не принято'],
    'refuse-late': ['Отказать после приёма', 'UNDELIVERED, not-whatsapp-user'],
    'accept-and-drop': ['Принять и потерять', 'Дальше ENQUEUED не уйдёт'],
    unauthorized: ['Ключ отозван', '401 на все запросы, все телефоны'],
    deregistered: ['Каскад удалён', 'cascade-not-found на все запросы, все телефоны'],
  },
}
