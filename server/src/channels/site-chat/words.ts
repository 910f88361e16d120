const ru = {
  title: 'Чат на сайте',
  identityLabel: 'Название',
  connectionTitle: 'Сайты',
  credential: 'название',
  steps: [
    'Назовите канал, например «Сайт», и перечислите адреса сайтов, на которых будет кнопка чата;',
    'После подключения нажмите «Настроить виджет»: там цвет, тексты, вопросы на выбор и код для сайта;',
    'Вставьте код перед закрывающим тегом </body> на каждой странице сайта.',
  ],
  refusals: {
    notFound: 'Проверьте название',
    alreadyConnected: 'Этот чат уже подключён',
    otherAccount: 'Это другой чат. Подключите его отдельным каналом',
  },
  fields: {
    name: {
      label: 'Название канала',
      help: 'Видят только сотрудники.',
      placeholder: 'Сайт',
      invalid: 'До 80 знаков',
    },
    sites: {
      label: 'Адреса сайтов',
      help: 'Через запятую. На других сайтах чат не откроется. *.example.ru — все поддомены.',
      placeholder: 'shop.example.ru, *.example.com',
      invalid: 'Нужны адреса без путей, например shop.example.ru. До 20 адресов',
    },
  },
} as const

const en = {
  title: 'Site chat',
  identityLabel: 'Name',
  connectionTitle: 'Sites',
  credential: 'name',
  steps: [
    'Name the channel, “Site” for example, and list the sites that will have the chat button;',
    'Once it is connected, press “Set up the widget”: colour, texts, questions and the code for the site are there;',
    'Put the code before the closing </body> tag of every page of the site.',
  ],
  refusals: {
    notFound: 'Check the name',
    alreadyConnected: 'This chat is connected already',
    otherAccount: 'This is another chat. Connect it as a channel of its own',
  },
  fields: {
    name: {
      label: 'Name of the channel',
      help: 'Only colleagues see it.',
      placeholder: 'Site',
      invalid: 'Up to 80 characters',
    },
    sites: {
      label: 'Addresses of sites',
      help: 'Separated by commas. The chat opens on no other site. *.example.com means all below it.',
      placeholder: 'shop.example.com, *.example.org',
      invalid: 'Addresses without paths are needed, as shop.example.com. Up to 20 of them',
    },
  },
} as const

export const words = { ru, en }
