const ru = {
  title: 'Viber',
  identityLabel: 'Имя бота',
  steps: [
    'Создайте чат-бота на партнёрской платформе Viber (partners.viber.com). С 5 февраля 2024 года это платная услуга Viber;',
    'Когда бот создан, откройте его карточку и найдите токен («Your app key»);',
    'Скопируйте токен в поле «Токен HTTP API» и нажмите Enter: имя бота определится само;',
    'Вебхук ставим мы. Адрес этой установки должен быть виден из интернета по https.',
  ],
  refusals: {
    notFound: 'Бот не найден',
    alreadyConnected: 'Этот бот уже подключён. Возьмите токен другого или отключите тот канал',
    otherAccount: 'Это токен другого бота. Подключите его отдельным каналом',
  },
  fields: {
    token: {
      label: 'Токен HTTP API',
      placeholder: '445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9',
      invalid: 'Бот не найден',
    },
    welcome: {
      label: 'Приветствие',
      help: 'Увидит тот, кто открыл чат и ещё не написал. Пусто — приветствия нет.',
      placeholder: 'Здравствуйте, чем помочь?',
      invalid: 'Приветствие длиннее 1000 символов',
    },
    apiUrl: {
      label: 'Адрес API',
      help: 'Если запросы идут через ваш собственный адрес. Пусто — официальный сервер.',
      placeholder: 'https://viber.example.com',
      invalid: 'Нужен адрес целиком, вместе с http:// или https://',
    },
    proxyUrl: {
      label: 'Прокси',
      help: 'Через него пойдут запросы к Viber. Может содержать имя и пароль.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'Нужен адрес целиком, вместе с http://, https:// или socks5://',
    },
  },
} as const

const en = {
  title: 'Viber',
  identityLabel: 'Bot name',
  steps: [
    'Create a bot on the Viber partner platform (partners.viber.com). Since 5 February 2024 Viber charges for it;',
    'When it is there, open its card and find the token (“Your app key”);',
    'Copy the token into “HTTP API token” and press Enter: the bot’s name appears by itself;',
    'The webhook is set by us. The address of this installation has to be reachable from the internet by https.',
  ],
  refusals: {
    notFound: 'Bot not found',
    alreadyConnected:
      'This bot is connected already. Take the token of another, or disconnect that channel',
    otherAccount: 'This is the token of another bot. Connect it as a channel of its own',
  },
  fields: {
    token: {
      label: 'HTTP API token',
      placeholder: '445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9',
      invalid: 'Bot not found',
    },
    welcome: {
      label: 'Welcome',
      help: 'Seen by somebody who has opened the chat and not written yet. Empty means none.',
      placeholder: 'Hello, how can we help?',
      invalid: 'The welcome is longer than 1000 characters',
    },
    apiUrl: {
      label: 'API address',
      help: 'If requests go through an address of your own. Empty means the official server.',
      placeholder: 'https://viber.example.com',
      invalid: 'A whole address is needed, with http:// or https://',
    },
    proxyUrl: {
      label: 'Proxy',
      help: 'Requests to Viber go through it. It may hold a name and a password.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'A whole address is needed, with http://, https:// or socks5://',
    },
  },
} as const

export const words = { ru, en }
