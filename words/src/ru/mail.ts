interface Invitation {
  inviter: string
  company: string
  link: string
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
