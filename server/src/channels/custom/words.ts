const ru = {
  title: 'Клиентское приложение (по API)',
  identityLabel: 'Приложение',
  credential: 'секрет',
  steps: [
    'Сделайте в своём приложении адрес, который принимает POST-запросы. Что по нему приходит и как проверить подпись, рассказано в docs/channels/custom.md; там же пример целиком, docs/examples/app;',
    'Придумайте секрет: «whsec_» и 32 случайных байта в base64, например командой openssl rand -base64 32. Им подписывают обе стороны;',
    'Впишите адрес и секрет и нажмите Enter: мы спросим приложение, как его зовут;',
    'Когда канал подключён, приложение получит адрес, на который присылать сообщения клиентов. Адрес этой установки должен быть виден приложению.',
  ],
  refusals: {
    notFound: 'Приложение не приняло нашу подпись: проверьте секрет',
    alreadyConnected: 'Приложение по этому адресу уже подключено',
    otherAccount: 'Это адрес другого приложения. Подключите его отдельным каналом',
  },
  fields: {
    apiUrl: {
      label: 'Адрес вашего приложения',
      help: 'https, снаружи сети установки. Перенаправления не выполняются.',
      placeholder: 'https://app.example.com/otklik',
      invalid: 'Нужен адрес целиком, вместе с https://',
    },
    secret: {
      label: 'Секрет подписи',
      placeholder: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      invalid: 'Секрет начинается с whsec_, дальше не меньше 24 байт в base64',
    },
  },
} as const

const en = {
  title: 'Your application (by API)',
  identityLabel: 'Application',
  credential: 'secret',
  steps: [
    'Make an address in your application that takes POST requests. What comes there and how to check its signature is told in docs/channels/custom.md, with a whole example in docs/examples/app;',
    'Make up a secret: “whsec_” and 32 random bytes in base64, as by the command openssl rand -base64 32. Both sides sign with it;',
    'Enter the address and the secret and press Enter: we ask the application for its name;',
    'Once the channel is connected, the application is told where to send customers’ messages. It has to reach the address of this installation.',
  ],
  refusals: {
    notFound: 'The application did not take our signature: look at the secret',
    alreadyConnected: 'The application at this address is connected already',
    otherAccount: 'This is the address of another application. Connect it as a channel of its own',
  },
  fields: {
    apiUrl: {
      label: 'Address of your application',
      help: 'https, outside of the installation’s network. Redirects are not followed.',
      placeholder: 'https://app.example.com/otklik',
      invalid: 'A whole address is needed, with https://',
    },
    secret: {
      label: 'Signing secret',
      placeholder: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      invalid: 'A secret begins with whsec_, followed by at least 24 bytes in base64',
    },
  },
} as const

export const words = { ru, en }
