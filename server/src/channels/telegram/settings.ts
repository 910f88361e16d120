import { z } from 'zod'

import type { SettingsField } from '../contract.ts'
import { optionalText } from '../kit/optional-text.ts'
import { apiUrlSetting, proxyUrlSetting } from '../kit/place-settings.ts'

/** A bot's number, a colon, 35 characters: https://core.telegram.org/bots/api#authorizing-your-bot */
const token = /^[1-9][0-9]{4,16}:[A-Za-z0-9_-]{30,64}$/

export const settings = z.object({
  token: z.string().trim().regex(token, 'Бот не найден'),
  /**
   * Made by us with the channel and never shown. The characters are those that setWebhook allows.
   * Without one nothing is let in.
   */
  webhookSecret: optionalText(z.string().regex(/^[A-Za-z0-9_-]{16,256}$/)),
  apiUrl: apiUrlSetting,
  proxyUrl: proxyUrlSetting,
})
export type Settings = z.output<typeof settings>

export const fields: SettingsField[] = [
  {
    name: 'token',
    label: 'Токен HTTP API',
    placeholder: '123456789:AA…',
    isSecret: true,
    isRequired: true,
    isAdvanced: false,
  },
  {
    name: 'apiUrl',
    label: 'Свой сервер Bot API',
    help: 'Если вы держите собственный сервер telegram-bot-api. Пусто — официальный сервер.',
    placeholder: 'https://tg.example.com',
    isSecret: false,
    isRequired: false,
    isAdvanced: true,
  },
  {
    name: 'proxyUrl',
    label: 'Прокси',
    help: 'Через него пойдут запросы к Telegram. Может содержать имя и пароль.',
    placeholder: 'http://user:password@proxy.example.com:3128',
    isSecret: true,
    isRequired: false,
    isAdvanced: true,
  },
]

/** Word for word as the product's help tells it (TG-03…TG-07). */
export const steps = [
  'Откройте Telegram, найдите бота @botfather и откройте с ним диалог;',
  'В диалоговом окне нажмите кнопку СТАРТ;',
  'В появившемся списке выберите команду /newbot;',
  'Далее последовательно укажите имя и юзернейм Вашего бота. Юзернейм должен быть уникальным и оканчиваться на "bot" (например, MangoBot или mango_bot);',
  'После создания бота вы получите токен для HTTP API. Скопируйте полученный токен для HTTP API в соответствующее поле формы настроек подключения канала Telegram.',
]
