const ru = {
  title: 'MAX',
  identityLabel: 'Имя бота',
  steps: [
    'Зарегистрируйте организацию на платформе MAX для партнёров (business.max.ru) и дождитесь подтверждения;',
    'Создайте чат-бота: имя, логотип и описание задаются там же;',
    'Дождитесь модерации бота. Токен появляется только после неё;',
    'Откройте «Чат-боты», выберите бота, в меню «⋮» откройте «Настройки» и раздел «Интеграция»;',
    'Скопируйте токен в поле этой формы. Клиент пишет боту первым: написать ему раньше MAX не разрешает.',
  ],
  refusals: {
    notFound: 'Бот не найден',
    alreadyConnected: 'Этот бот уже подключён. Возьмите токен другого или отключите тот канал',
    otherAccount: 'Это токен другого бота. Подключите его отдельным каналом',
  },
  fields: {
    token: {
      label: 'Токен бота',
      placeholder: 'f9LHodD0cO…',
      invalid: 'Бот не найден',
    },
    apiUrl: {
      label: 'Адрес API',
      help: 'Если запросы идут через ваш собственный адрес. Пусто — официальный сервер.',
      placeholder: 'https://max.example.com',
      invalid: 'Нужен адрес целиком, вместе с http:// или https://',
    },
    proxyUrl: {
      label: 'Прокси',
      help: 'Через него пойдут запросы к MAX. Может содержать имя и пароль.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'Нужен адрес целиком, вместе с http://, https:// или socks5://',
    },
  },
} as const

const en = {
  title: 'MAX',
  identityLabel: 'Bot name',
  steps: [
    'Register your organisation on the MAX partner platform (business.max.ru) and wait until it is confirmed;',
    'Create a chat-bot: its name, logo and description are set there too;',
    'Wait until the bot is moderated. There is no token before that;',
    'Open “Чат-боты”, choose the bot, open “Настройки” in its “⋮” menu and then “Интеграция”;',
    'Copy the token into the field of this form. A customer has to write first: MAX does not let a bot begin.',
  ],
  refusals: {
    notFound: 'Bot not found',
    alreadyConnected:
      'This bot is connected already. Take the token of another, or disconnect that channel',
    otherAccount: 'This is the token of another bot. Connect it as a channel of its own',
  },
  fields: {
    token: { label: 'Bot token', placeholder: 'f9LHodD0cO…', invalid: 'Bot not found' },
    apiUrl: {
      label: 'API address',
      help: 'If requests go through an address of your own. Empty means the official server.',
      placeholder: 'https://max.example.com',
      invalid: 'A whole address is needed, with http:// or https://',
    },
    proxyUrl: {
      label: 'Proxy',
      help: 'Requests to MAX go through it. It may hold a name and a password.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'A whole address is needed, with http://, https:// or socks5://',
    },
  },
} as const

export const words = { ru, en }
