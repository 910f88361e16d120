const ru = {
  title: 'Telegram',
  identityLabel: 'Имя бота',
  /** Word for word as the product's help tells it (TG-03…TG-07). */
  steps: [
    'Откройте Telegram, найдите бота @botfather и откройте с ним диалог;',
    'В диалоговом окне нажмите кнопку СТАРТ;',
    'В появившемся списке выберите команду /newbot;',
    'Далее последовательно укажите имя и юзернейм Вашего бота. Юзернейм должен быть уникальным и оканчиваться на "bot" (например, MangoBot или mango_bot);',
    'После создания бота вы получите токен для HTTP API. Скопируйте полученный токен для HTTP API в соответствующее поле формы настроек подключения канала Telegram.',
  ],
  refusals: {
    notFound: 'Бот не найден',
    alreadyConnected: 'Этот бот уже подключён. Возьмите токен другого или отключите тот канал',
    otherAccount: 'Это токен другого бота. Подключите его отдельным каналом',
  },
  fields: {
    // A token that cannot be one is as wrong as one that Telegram does not know (TG-09).
    token: { label: 'Токен HTTP API', placeholder: '123456789:AA…', invalid: 'Бот не найден' },
    apiUrl: {
      label: 'Свой сервер Bot API',
      help: 'Если вы держите собственный сервер telegram-bot-api. Пусто — официальный сервер.',
      placeholder: 'https://tg.example.com',
      invalid: 'Нужен адрес целиком, вместе с http:// или https://',
    },
    proxyUrl: {
      label: 'Прокси',
      help: 'Через него пойдут запросы к Telegram. Может содержать имя и пароль.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'Нужен адрес целиком, вместе с http://, https:// или socks5://',
    },
  },
} as const

const en = {
  title: 'Telegram',
  identityLabel: 'Bot name',
  steps: [
    'Open Telegram, find the bot @botfather and open a chat with it;',
    'Press START in the chat;',
    'Choose the command /newbot in the list that appears;',
    'Type a name and then a username for your bot. The username has to be unique and end in "bot" (for example MangoBot or mango_bot);',
    'When the bot is made, you are given a token for the HTTP API. Copy the token into the field of this form.',
  ],
  refusals: {
    notFound: 'Bot not found',
    alreadyConnected:
      'This bot is connected already. Take the token of another, or disconnect that channel',
    otherAccount: 'This is the token of another bot. Connect it as a channel of its own',
  },
  fields: {
    token: { label: 'HTTP API token', placeholder: '123456789:AA…', invalid: 'Bot not found' },
    apiUrl: {
      label: 'Own Bot API server',
      help: 'If you run a telegram-bot-api server yourself. Empty means the official server.',
      placeholder: 'https://tg.example.com',
      invalid: 'A whole address is needed, with http:// or https://',
    },
    proxyUrl: {
      label: 'Proxy',
      help: 'Requests to Telegram go through it. It may hold a name and a password.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'A whole address is needed, with http://, https:// or socks5://',
    },
  },
} as const

export const words = { ru, en }
