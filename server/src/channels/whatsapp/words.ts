const ru = {
  title: 'WhatsApp',
  identityLabel: 'Название номера',
  credential: 'ключ',
  steps: [
    'Выберите, через кого подключён номер: через edna или напрямую, через Cloud API компании Meta;',
    'Через edna: «Subject» — имя отправителя — выдаёт менеджер edna, ключ API создаётся в личном кабинете edna;',
    'Через Cloud API: откройте приложение на developers.facebook.com, раздел WhatsApp. Скопируйте идентификаторы номера, аккаунта WhatsApp Business и приложения, секрет приложения и постоянный токен системного пользователя;',
    'Номер телефона добавится сам. Вебхук ставим мы: адрес этой установки должен быть виден из интернета по https.',
  ],
  refusals: {
    notFound: 'Номер не найден: проверьте данные для подключения и ключ',
    alreadyConnected: 'Этот номер уже подключён. Укажите другой или отключите тот канал',
    otherAccount: 'Это данные другого номера. Подключите его отдельным каналом',
  },
  fields: {
    provider: {
      label: 'Данные для подключения',
      help: 'Через кого подключён номер',
      choices: { edna: 'edna', cloud: 'Cloud API' },
    },
    subject: {
      label: 'Subject',
      help: 'Имя отправителя или его номер, выдаёт менеджер',
      placeholder: 'verba_mebel_WA',
      invalid: 'Subject — одно слово, без пробелов',
    },
    phoneNumberId: {
      label: 'Идентификатор номера',
      help: '«Phone number ID» в приложении Meta. Это не номер телефона.',
      placeholder: '106540352242922',
      invalid: 'Идентификатор состоит из цифр',
    },
    accountId: {
      label: 'Идентификатор аккаунта WhatsApp Business',
      help: '«WhatsApp Business Account ID» в приложении Meta',
      placeholder: '102290129340398',
      invalid: 'Идентификатор состоит из цифр',
    },
    appId: {
      label: 'Идентификатор приложения',
      help: '«App ID» в настройках приложения Meta',
      placeholder: '268041975523071',
      invalid: 'Идентификатор состоит из цифр',
    },
    appSecret: {
      label: 'Секрет приложения',
      help: '«App secret»: им подписано всё, что присылает Meta.',
      invalid: 'Секрет приложения — 32 знака, цифры и буквы от a до f',
    },
    token: {
      label: 'Ключ API',
      help: 'У edna — ключ API, у Cloud API — постоянный токен доступа',
      invalid: 'Ключ скопирован не целиком',
    },
    phone: { label: 'Номер телефона', help: 'Добавляется сам, когда данные проверены' },
    webhookKey: {
      label: 'Ключ вебхуков',
      help: 'Если он задан в личном кабинете edna. Вызовы без него будут отклонены.',
    },
    apiUrl: {
      label: 'Адрес API',
      help: 'Если запросы идут через ваш собственный адрес или edna дала другой. Пусто — официальный сервер.',
      placeholder: 'https://app.edna.io',
      invalid: 'Нужен адрес целиком, вместе с http:// или https://',
    },
    proxyUrl: {
      label: 'Прокси',
      help: 'Через него пойдут запросы к WhatsApp. Может содержать имя и пароль.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'Нужен адрес целиком, вместе с http://, https:// или socks5://',
    },
  },
} as const

const en = {
  title: 'WhatsApp',
  identityLabel: 'Name of the number',
  credential: 'key',
  steps: [
    'Choose whom the number is connected through: edna, or directly, through Meta’s Cloud API;',
    'Through edna: “Subject”, the name of the sender, comes from edna’s manager, and the API key is made in edna’s account;',
    'Through the Cloud API: open the app at developers.facebook.com, section WhatsApp. Copy the ids of the number, of the WhatsApp Business account and of the app, the app secret and a permanent token of a system user;',
    'The phone number appears by itself. The webhook is set by us: the address of this installation has to be reachable from the internet by https.',
  ],
  refusals: {
    notFound: 'Number not found: check the connection data and the key',
    alreadyConnected: 'This number is connected already. Give another, or disconnect that channel',
    otherAccount: 'This is another number. Connect it as a channel of its own',
  },
  fields: {
    provider: {
      label: 'Connection data',
      help: 'Whom the number is connected through',
      choices: { edna: 'edna', cloud: 'Cloud API' },
    },
    subject: {
      label: 'Subject',
      help: 'The sender’s name or number, given by the manager',
      placeholder: 'verba_mebel_WA',
      invalid: 'A subject is one word, without spaces',
    },
    phoneNumberId: {
      label: 'Phone number ID',
      help: '“Phone number ID” in the Meta app. It is not the phone number.',
      placeholder: '106540352242922',
      invalid: 'The id consists of digits',
    },
    accountId: {
      label: 'WhatsApp Business account ID',
      help: '“WhatsApp Business Account ID” in the Meta app',
      placeholder: '102290129340398',
      invalid: 'The id consists of digits',
    },
    appId: {
      label: 'App ID',
      help: '“App ID” in the settings of the Meta app',
      placeholder: '268041975523071',
      invalid: 'The id consists of digits',
    },
    appSecret: {
      label: 'App secret',
      help: '“App secret”: it signs all that Meta sends.',
      invalid: 'The app secret is 32 characters, digits and letters from a to f',
    },
    token: {
      label: 'API key',
      help: 'At edna the API key, at the Cloud API a permanent access token',
      invalid: 'The key was not copied as a whole',
    },
    phone: { label: 'Phone number', help: 'Appears by itself once the data are checked' },
    webhookKey: {
      label: 'Webhook key',
      help: 'If one is set in edna’s account. Calls without it will be refused.',
    },
    apiUrl: {
      label: 'API address',
      help: 'If requests go through an address of your own, or edna gave another. Empty means the official server.',
      placeholder: 'https://app.edna.io',
      invalid: 'A whole address is needed, with http:// or https://',
    },
    proxyUrl: {
      label: 'Proxy',
      help: 'Requests to WhatsApp go through it. It may hold a name and a password.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'A whole address is needed, with http://, https:// or socks5://',
    },
  },
} as const

export const words = { ru, en }
