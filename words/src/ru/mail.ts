interface Invitation {
  inviter: string
  company: string
  link: string
}

interface WebhookTrouble {
  company: string
  webhook: string
  link: string
}

interface SentReport {
  report: string
  company: string
  period: string
  link: string
}

interface ChannelTrouble {
  company: string
  channel: string
  kind: 'refused' | 'unsubscribed' | 'backlog' | 'quarantine'
  link: string
}

const troubles = {
  refused:
    'Платформа не принимает токен: его отозвали или заменили. Сообщения не приходят и не уходят.',
  unsubscribed: 'Платформа не присылает сообщения, и включить их доставку не получается.',
  backlog: 'Сообщения дольше пяти минут ждут отправки.',
  quarantine: 'Пришло сообщение, которое не удалось разобрать. Оно сохранено как пришло.',
}

/** Letters we send. */
export const mail = {
  invitation: {
    subject: ({ company }: { company: string }) => `Приглашение в «${company}»`,
    text: ({ inviter, company, link }: Invitation) =>
      `Здравствуйте!

${inviter} приглашает вас работать с обращениями клиентов в «${company}».

Откройте ссылку и придумайте пароль:
${link}

Ссылка действует сутки и открывается один раз. Если вы не ждали этого письма, ничего делать не нужно.
`,
  },
  report: {
    subject: ({ report, company, period }: SentReport) => `${report}: ${company}, ${period}`,
    text: ({ report, company, period, link }: SentReport) =>
      `Здравствуйте!

Отчёт «${report}» компании «${company}» за ${period} — во вложении.

В Отклике: ${link}

Чтобы письма не приходили, удалите отправку по почте на этой же странице.
`,
  },
  newCompany: {
    subject: ({ company }: { company: string }) => `Компания «${company}» в Отклике`,
    text: ({ company, link }: { company: string; link: string }) =>
      `Здравствуйте!

Для вас создана компания «${company}» в Отклике. Вы её владелец: пригласите сотрудников и подключите каналы.

Откройте ссылку, чтобы начать:
${link}

Ссылка действует сутки и открывается один раз. Если вы не ждали этого письма, ничего делать не нужно.
`,
  },
  trouble: {
    subject: ({ company, channel }: ChannelTrouble) => `Канал ${channel} не работает: «${company}»`,
    text: ({ company, channel, kind, link }: ChannelTrouble) =>
      `Здравствуйте!

Нужно внимание к каналу ${channel} компании «${company}».

${troubles[kind]}

Откройте настройки канала:
${link}

Когда это пройдёт, мы напишем ещё раз. До тех пор писем об этом больше не будет.
`,
  },
  troubleOver: {
    subject: ({ company, channel }: ChannelTrouble) =>
      `Канал ${channel} снова работает: «${company}»`,
    text: ({ company, channel, kind, link }: ChannelTrouble) =>
      `Здравствуйте!

С каналом ${channel} компании «${company}» снова всё в порядке. Было так:

${troubles[kind]}

${link}
`,
  },
  webhookOff: {
    subject: ({ company, webhook }: WebhookTrouble) => `Вебхук «${webhook}» выключен: «${company}»`,
    text: ({ company, webhook, link }: WebhookTrouble) =>
      `Здравствуйте!

Вебхук «${webhook}» компании «${company}» выключен: получатель трое суток не принимал события или ответил, что адреса больше нет.

События не пропали. Проверьте получателя, включите вебхук и отправьте события ещё раз из журнала:
${link}
`,
  },
  webhookOn: {
    subject: ({ company, webhook }: WebhookTrouble) =>
      `Вебхук «${webhook}» снова включён: «${company}»`,
    text: ({ company, webhook, link }: WebhookTrouble) =>
      `Здравствуйте!

Вебхук «${webhook}» компании «${company}» снова включён. Что накопилось, отправляется по порядку.

${link}
`,
  },
  secondFactorReset: {
    subject: () => 'Двухфакторный вход в Отклик сброшен',
    text: () =>
      `Здравствуйте!

Администратор вашей компании сбросил ваш двухфакторный вход в Отклик: теперь вход просит только пароль.

Включите двухфакторный вход снова в профиле. Если вы об этом не просили, сразу скажите администратору и смените пароль.
`,
  },
  passwordReset: {
    subject: () => 'Новый пароль в Отклике',
    text: ({ link }: { link: string }) =>
      `Здравствуйте!

Кто-то (надеемся, вы) попросил сменить пароль. Откройте ссылку и придумайте новый:
${link}

Ссылка действует сутки и открывается один раз. Если просили не вы, ничего делать не нужно: старый пароль остаётся.
`,
  },
}
