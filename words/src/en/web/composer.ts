import { plural } from './plural.ts'

/** Platforms and the rules count it in hours, of which a day has 24. */
export const windowHours = (hours: number) => plural(hours, 'hour', 'hours')

export const composer = {
  label: 'Reply to the customer',
  noteLabel: 'Note for colleagues',
  placeholder: 'Write a reply',
  notePlaceholder: 'Only colleagues see a note, @ calls one of them',
  mention: 'Whom to call',
  mode: 'Who sees it',
  reply: 'Reply',
  note: 'Note',
  send: 'Send',
  sendAnyway: 'Send anyway',
  addNote: 'Add',
  attach: 'Attach a file',
  emoji: 'Insert an emoji',
  buttons: 'Add buttons',
  later: 'Send later',
  planned: (at: string) => `Leaves ${at}`,
  fileNotReady: 'A file was not uploaded. Remove it or upload it again',
  quickReply: 'Quick reply',
  fillGaps: (names: string) => `Fill in before sending: ${names}`,
  draftSaved: 'Draft saved',
  typing: (name: string) => `${name} is typing`,
  alreadyAnswering: (name: string) => `${name} is already answering`,
  replyingTo: (author: string) => `Reply to the message of ${author}`,
  cancelReply: 'Do not reply to this message',
  editing: 'Editing what was sent',
  cancelEdit: 'Do not edit',
  saveEdit: 'Save',
  dropHere: 'Drop to attach',
  region: 'Reply',
  tooLong: (limit: string, extra: string) =>
    `The text is over ${limit} characters, ${extra} too many`,
  blockedTitle: 'The customer blocked the bot',
  blockedHelp: 'You can write again when the customer sends a message',
  barredTitle: 'The customer is blocked',
  barredHelp: 'What they write is kept, but opens no conversation and notifies nobody',
  disconnectedTitle: 'The channel is disconnected',
  disconnectedHelp: 'Nothing can be sent until an administrator connects it again',
  window: 'You can answer for another',
  windowThen: 'then with a template only',
  windowClosedTitle: 'The reply window is closed',
  windowClosedHelp: (channel: string, hours: number) =>
    `${channel} lets you write for ${windowHours(hours)} after the customer’s message. You can answer when they write again`,
  windowClosedWithTemplates: (channel: string, hours: number) =>
    `${channel} lets you write for ${windowHours(hours)} after the customer’s message, choose a template`,
  closedTitle: 'The conversation is closed',
  closedHelp: 'A new message of the customer will open the next one',
  closingTitle: 'The conversation is closing',
  writeNote: 'Write a note',
  heldTitle: (name: string) => `The conversation is held by ${name}`,
  heldHelp: 'Whoever holds it answers the customer. You may leave a note',
  notPermittedTitle: 'You are not permitted to answer customers',
  notPermittedHelp: 'An administrator can change it',
  autoTake: 'Your reply will take the conversation',
  takeFromBot: (name: string) => `The bot “${name}” holds it. Your reply will take it over`,
  emojiGroups: {
    faces: 'Faces',
    gestures: 'Gestures',
    hearts: 'Hearts and parties',
    things: 'Things',
    signs: 'Signs',
  },
}

export const files = {
  attached: 'Attached files',
  remove: (name: string) => `Remove ${name}`,
  uploadAgain: (name: string) => `Upload ${name} again`,
  tooLarge: (limit: string) => `The file is over ${limit}`,
  empty: 'The file is empty',
  noPublicUrl: (channel: string) =>
    `${channel} comes for files itself, and this server has no address on the internet`,
  notAccepted: (channel: string) => `${channel} does not accept such files`,
  tooMany: (limit: number) =>
    `${plural(limit, 'file', 'files')} can be attached at once, send the others next`,
  failed: 'The file was not uploaded',
  waiting: 'Will be uploaded when the connection returns',
  progress: (name: string) => `Uploading ${name}`,
  limit: (kind: string, channel: string, limit: string) =>
    `${channel} accepts ${kind} up to ${limit}`,
  kinds: {
    image: 'images',
    audio: 'audio',
    video: 'video',
    voice: 'voice messages',
    document: 'documents',
  },
}
