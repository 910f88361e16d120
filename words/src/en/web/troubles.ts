/** What keeps a channel from working, to those who can mend it. */
export const troubles = {
  region: 'Troubles of channels',
  kinds: {
    refused: (channel: string) => `${channel} refuses the token. Messages neither arrive nor leave`,
    unsubscribed: (channel: string) => `${channel} sends us no messages, and cannot be made to`,
    backlog: (channel: string) =>
      `${channel}: messages have waited to leave for more than five minutes`,
    quarantine: (channel: string) => `${channel}: a message could not be read, it is kept`,
  },
  webhookOff: (name: string) => `The webhook “${name}” was switched off: nobody takes events`,
  webhook: (name: string) => `the webhook “${name}”`,
  several: (channels: string) => `Wants a look: ${channels}`,
  open: 'Open settings',
  fold: 'Fold away',
}
