interface Invitation {
  inviter: string
  company: string
  link: string
}

/** Letters we send. */
export const mail = {
  invitation: {
    subject: ({ company }: { company: string }) => `Invitation to ${company}`,
    text: ({ inviter, company, link }: Invitation) =>
      `Hello!

${inviter} invites you to answer customers of ${company}.

Open the link and choose a password:
${link}

The link works once, within a day. If you did not expect this letter, there is nothing to do.
`,
  },
  newCompany: {
    subject: ({ company }: { company: string }) => `The company ${company} in Otklik`,
    text: ({ company, link }: { company: string; link: string }) =>
      `Hello!

The company ${company} was created for you in Otklik. You own it: invite people and connect channels.

Open the link to begin:
${link}

The link works once, within a day. If you did not expect this letter, there is nothing to do.
`,
  },
  passwordReset: {
    subject: () => 'A new password for Otklik',
    text: ({ link }: { link: string }) =>
      `Hello!

Somebody (we hope it was you) asked to change your password. Open the link and choose a new one:
${link}

The link works once, within a day. If it was not you, there is nothing to do: the old password stays.
`,
  },
}
