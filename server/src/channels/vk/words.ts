const ru = {
  title: 'ВКонтакте',
  identityLabel: 'Подключенная группа',
  connectionTitle: 'Группа или сообщество',
  credential: 'ключ',
  steps: [
    'Откройте сообщество, которым вы управляете как администратор, и перейдите в «Управление»;',
    'Включите сообщения: раздел «Сообщения», пункт «Сообщения сообщества»;',
    'Если нужны кнопки и оценка: Настройки сообщества → Сообщения → Настройки для бота, включите «Возможности ботов»;',
    'Откройте «Дополнительно», затем «Работа с API» и нажмите «Создать ключ»;',
    'Отметьте права: управление сообществом, сообщения, фотографии, файлы, стена и, если есть, товары. Подтвердите создание;',
    'Скопируйте ключ в поле этой формы. Ключ личной страницы не подойдёт.',
  ],
  refusals: {
    notFound: 'Сообщество не найдено',
    alreadyConnected:
      'Это сообщество уже подключено. Возьмите ключ другого или отключите тот канал',
    otherAccount: 'Это ключ другого сообщества. Подключите его отдельным каналом',
    lost: 'Требуется повторная авторизация: ВКонтакте больше не принимает этот ключ',
  },
  fields: {
    token: {
      label: 'Ключ доступа сообщества',
      placeholder: 'vk1.a.…',
      invalid: 'Сообщество не найдено',
    },
    community: { label: 'Страница сообщества' },
    userToken: {
      label: 'Ключ администратора',
      help: 'Нужен, чтобы отвечать под товарами, фото, видео и в обсуждениях и догружать комментарии после простоя: ключу сообщества ВКонтакте этого не даёт.',
      placeholder: 'vk1.a.…',
      invalid: 'Это не похоже на ключ ВКонтакте',
    },
    apiUrl: {
      label: 'Адрес API',
      help: 'Если запросы идут через ваш собственный адрес. Пусто — официальный сервер.',
      placeholder: 'https://vk.example.com',
      invalid: 'Нужен адрес целиком, вместе с http:// или https://',
    },
    proxyUrl: {
      label: 'Прокси',
      help: 'Через него пойдут запросы к ВКонтакте. Может содержать имя и пароль.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'Нужен адрес целиком, вместе с http://, https:// или socks5://',
    },
  },
} as const

const en = {
  title: 'VK',
  identityLabel: 'Connected community',
  connectionTitle: 'Group or community',
  credential: 'key',
  steps: [
    'Open the community that you manage as an administrator and go to “Manage”;',
    'Switch messages on: “Messages”, then “Community messages”;',
    'If you need buttons and ratings: “Messages”, then “Bot settings”, switch on “Bot capabilities”;',
    'Open “Additional”, then “API usage”, and press “Create key”;',
    'Tick the rights: community management, messages, photos, files, wall and, where there is one, goods. Confirm it;',
    'Copy the key into the field of this form. The key of a personal page will not do.',
  ],
  refusals: {
    notFound: 'Community not found',
    alreadyConnected:
      'This community is connected already. Take the key of another, or disconnect that channel',
    otherAccount: 'This is the key of another community. Connect it as a channel of its own',
    lost: 'It has to be authorised again: VK takes this key no longer',
  },
  fields: {
    token: {
      label: 'Community access key',
      placeholder: 'vk1.a.…',
      invalid: 'Community not found',
    },
    community: { label: 'Page of the community' },
    userToken: {
      label: 'Administrator’s key',
      help: 'Needed to answer under goods, photos, videos and in topics, and to fetch comments after an absence: VK does not let a community’s key do it.',
      placeholder: 'vk1.a.…',
      invalid: 'This does not look like a key of VK',
    },
    apiUrl: {
      label: 'API address',
      help: 'If requests go through an address of your own. Empty means the official server.',
      placeholder: 'https://vk.example.com',
      invalid: 'A whole address is needed, with http:// or https://',
    },
    proxyUrl: {
      label: 'Proxy',
      help: 'Requests to VK go through it. It may hold a name and a password.',
      placeholder: 'http://user:password@proxy.example.com:3128',
      invalid: 'A whole address is needed, with http://, https:// or socks5://',
    },
  },
} as const

export const words = { ru, en }
