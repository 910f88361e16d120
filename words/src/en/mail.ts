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
    'The platform refuses the token: it was revoked or replaced. Messages neither arrive nor leave.',
  unsubscribed: 'The platform does not send messages to us, and cannot be made to.',
  backlog: 'Messages have waited to leave for more than five minutes.',
  quarantine: 'A message came that could not be read. It is kept as it came.',
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
  report: {
    subject: ({ report, company, period }: SentReport) => `${report}: ${company}, ${period}`,
    text: ({ report, company, period, link }: SentReport) =>
      `Hello,

The report “${report}” of ${company} for ${period} is attached.

In Otklik: ${link}

To get no more of these letters, delete the report by e-mail on the same page.
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
  trouble: {
    subject: ({ company, channel }: ChannelTrouble) => `${channel} does not work: ${company}`,
    text: ({ company, channel, kind, link }: ChannelTrouble) =>
      `Hello!

The channel ${channel} of ${company} wants a look.

${troubles[kind]}

Open the settings of the channel:
${link}

When it is over, we shall write once more. Until then there will be no other letter about it.
`,
  },
  troubleOver: {
    subject: ({ company, channel }: ChannelTrouble) => `${channel} works again: ${company}`,
    text: ({ company, channel, kind, link }: ChannelTrouble) =>
      `Hello!

All is well again with the channel ${channel} of ${company}. This was the matter:

${troubles[kind]}

${link}
`,
  },
  webhookOff: {
    subject: ({ company, webhook }: WebhookTrouble) =>
      `The webhook ${webhook} was switched off: ${company}`,
    text: ({ company, webhook, link }: WebhookTrouble) =>
      `Hello!

The webhook ${webhook} of ${company} was switched off: its receiver took nothing for three days, or said that the address is no more.

No event is lost. Look after the receiver, switch the webhook on and send events again from its log:
${link}
`,
  },
  webhookOn: {
    subject: ({ company, webhook }: WebhookTrouble) =>
      `The webhook ${webhook} is on again: ${company}`,
    text: ({ company, webhook, link }: WebhookTrouble) =>
      `Hello!

The webhook ${webhook} of ${company} is on again. What has gathered is being sent in its order.

${link}
`,
  },
  secondFactorReset: {
    subject: () => 'Your two-factor sign-in to Otklik was reset',
    text: () =>
      `Hello!

An administrator of your company has reset your two-factor sign-in to Otklik: from now on only your password is asked for.

Switch two-factor sign-in on again in your profile. If you did not ask for this, tell your administrator at once and change your password.
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
