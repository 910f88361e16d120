/** What keeps a channel from working, to those who can mend it. */
export const troubles = {
  region: 'Неполадки каналов',
  kinds: {
    refused: (channel: string) =>
      `${channel} не принимает токен. Сообщения не приходят и не уходят`,
    unsubscribed: (channel: string) =>
      `${channel} не присылает сообщения, и включить их не получается`,
    backlog: (channel: string) => `${channel}: сообщения ждут отправки дольше пяти минут`,
    quarantine: (channel: string) => `${channel}: сообщение не удалось разобрать, оно сохранено`,
  },
  webhookOff: (name: string) => `Вебхук «${name}» выключен: получатель не принимает события`,
  webhook: (name: string) => `вебхук «${name}»`,
  several: (channels: string) => `Нужно внимание: ${channels}`,
  open: 'Открыть настройки',
  fold: 'Свернуть',
}
