import { plural } from './plural.ts'

export const transcript = {
  empty: 'No messages yet',
  failed: 'The conversation could not be loaded',
  failedHelp: 'Your draft is in place',
  loadingEarlier: 'Loading earlier messages',
  earlierFailed: 'Earlier messages could not be loaded',
  unread: 'New messages',
  newBelow: (count: number) => plural(count, 'new message', 'new messages'),
  toBottom: 'To the latest messages',
  foldedEvents: (count: number) => `${plural(count, 'more event', 'more events')}`,
  note: 'Note',
  edited: 'edited',
  deleted: 'Message deleted',
  forwardedFrom: (name: string) => `Forwarded from ${name}`,
  jumpToQuoted: (author: string) => `To the message of ${author} it replies to`,
  reply: 'Reply to the message',
  copyText: 'Copy the text',
  editMessage: 'Edit',
  deleteMessage: 'Delete for the customer',
  messageActions: 'Message actions',
  openOnMap: 'Open on the map',
  location: 'Place on the map',
  liveLocation: 'The place is updated',
  sharedContact: 'Contact',
  ownContact: 'Shared their own number',
  unsupported: (kind: string) => `We do not show messages of the kind “${kind}” yet`,
  showSpoiler: 'Show the hidden text',
  keyboard: 'Keyboard buttons',
  pressedAt: (name: string, moment: string) => `${name} · ${moment}`,
  download: (name: string) => `Download ${name}`,
  openImage: (name: string) => `Open the image ${name}`,
  closeImage: 'Close the image',
  nextImage: 'Next image',
  previousImage: 'Previous image',
  play: 'Play',
  pause: 'Pause',
  seek: 'Position in the recording',
  playVideo: 'Play the video',
  fileLoading: 'The file is loading',
  fileFailed: 'The file could not be fetched',
  fileTooLarge: 'The file is too large to fetch',
  fetchAgain: 'Fetch again',
  says: (author: string) => `${author}:`,
  ticks: {
    waiting: 'Sending',
    queued: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    unknown: 'Perhaps delivered',
    failed: 'Not sent',
    cancelled: 'Cancelled',
  },
  whenOnline: 'Will leave when the connection returns',
  uploading: (percent: string) => `Uploading the file: ${percent}`,
  unknownOutcome: (channel: string) => `${channel} did not answer, the message may have arrived`,
  sendAgain: 'Send again',
  makeNote: 'Make it a note',
  copy: 'Copy',
  countAsSent: 'Count as delivered',
  withdraw: 'Delete',
  cancelled: 'The message was cancelled and not sent',
  fileLost: 'Not sent: the file did not finish uploading. Choose it again',
  notSent: (reason: string) => `Not sent: ${reason}`,
  failures: {
    unreachable: (channel: string) => `Not sent: ${channel} could not be reached`,
    throttled: (channel: string) => `Not sent: ${channel} asks to wait`,
    throttledUntil: (channel: string, wait: string) =>
      `${channel} asks to wait ${wait}. It will be sent by itself`,
    retrying: (channel: string, wait: string) =>
      `${channel} does not answer for now. The next try is in ${wait}`,
    rejected: (channel: string) => `Not sent: ${channel} did not take the message`,
    'recipient-blocked': (_channel: string) =>
      'Not delivered: the customer blocked the bot. Write to them on another channel',
    'recipient-gone': (_channel: string) =>
      'Not delivered: the customer’s account no longer exists',
    'window-closed': (_channel: string) => 'Not sent: the reply window is closed',
    misconfigured: (channel: string) =>
      `Not sent: ${channel} does not accept the channel’s key. Check the channel settings`,
    'too-large': (channel: string) =>
      `Not sent: the file is larger than ${channel} accepts. Send it as a link`,
    'too-long': (channel: string) => `Not sent: ${channel} does not accept so long a text`,
    'bad-format': (channel: string) =>
      `Not sent: ${channel} does not accept the message as it is. Change it and send it again`,
    expired: (_channel: string) => 'Not sent: the time for sending is over',
    cancelled: (_channel: string) => 'Cancelled before it was sent',
  },
  shortFailures: {
    unreachable: 'the channel cannot be reached',
    throttled: 'the channel asks to wait',
    rejected: 'the channel did not take the message',
    'recipient-blocked': 'the customer blocked the bot',
    'recipient-gone': 'the customer’s account no longer exists',
    'window-closed': 'the reply window is closed',
    misconfigured: 'the channel is misconfigured',
    'too-large': 'the file is too large',
    'too-long': 'the text is too long',
    'bad-format': 'the format does not fit',
    expired: 'the time for sending is over',
    cancelled: 'cancelled',
  },
}

/** System lines; what stands between ** is bold. */
export const system = {
  opened: 'Conversation opened',
  openedOn: (channel: string) => `Conversation opened: **${channel}**`,
  continued: (number: string) =>
    number
      ? `Continues conversation **No.\u00a0${number}**`
      : 'Continues the previous conversation',
  started: (payload: string) =>
    payload
      ? `The customer started the bot by the link **${payload}**`
      : 'The customer started the bot',
  pressed: (label: string) => `The customer pressed **“${label}”**`,
  taken: (who: string) => `**${who}** took the conversation`,
  returned: (who: string) =>
    who ? `**${who}** returned the conversation to the queue` : 'Returned to the queue',
  closed: (who: string) => (who ? `**${who}** closed the conversation` : 'Conversation closed'),
  closedByTimeout: 'Closed for inactivity',
  closedByBot: 'Closed by the bot',
  closedAsSpam: 'Closed as spam',
  closeInterrupted: 'The customer wrote, the conversation stays open',
  'contact-blocked': 'The customer blocked the bot',
  'contact-unblocked': 'The customer accepts messages again',
  'channel-disconnected': (channel: string) =>
    channel ? `The channel **${channel}** is disconnected` : 'The channel is disconnected',
  unknown: 'An event we do not show yet',
}
