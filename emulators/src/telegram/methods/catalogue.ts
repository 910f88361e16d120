import * as account from './account.ts'
import type { Method } from './call.ts'
import * as deletion from './delete.ts'
import * as edit from './edit.ts'
import * as files from './files.ts'
import { getUpdates } from './get-updates.ts'
import * as reactions from './reactions.ts'
import * as send from './send.ts'
import { sendMediaGroup } from './send-album.ts'
import * as media from './send-media.ts'
import * as webhook from './webhook.ts'

/** Every method the emulated platform knows; names are compared in lower case. */
const METHODS: Record<string, Method> = {
  getMe: account.getMe,
  logOut: account.logOut,
  close: account.close,
  setMyCommands: account.setMyCommands,
  getMyCommands: account.getMyCommands,
  deleteMyCommands: account.deleteMyCommands,
  setMyDescription: account.setMyDescription,
  setMyShortDescription: account.setMyDescription,
  getChat: account.getChat,
  getUserProfilePhotos: account.getUserProfilePhotos,
  setWebhook: webhook.setWebhook,
  deleteWebhook: webhook.deleteWebhook,
  getWebhookInfo: webhook.getWebhookInfo,
  getUpdates,
  sendMessage: send.sendMessage,
  sendLocation: send.sendLocation,
  sendVenue: send.sendVenue,
  sendContact: send.sendContact,
  sendChatAction: send.sendChatAction,
  copyMessage: send.copyMessage,
  sendPhoto: media.sendPhoto,
  sendDocument: media.sendDocument,
  sendVoice: media.sendVoice,
  sendAudio: media.sendAudio,
  sendVideo: media.sendVideo,
  sendAnimation: media.sendAnimation,
  sendVideoNote: media.sendVideoNote,
  sendSticker: media.sendSticker,
  sendMediaGroup,
  editMessageText: edit.editMessageText,
  editMessageCaption: edit.editMessageCaption,
  editMessageMedia: edit.editMessageMedia,
  editMessageReplyMarkup: edit.editMessageReplyMarkup,
  deleteMessage: deletion.deleteMessage,
  deleteMessages: deletion.deleteMessages,
  answerCallbackQuery: reactions.answerCallbackQuery,
  setMessageReaction: reactions.setMessageReaction,
  getFile: files.getFile,
}

interface Known {
  /** As the documentation spells it. */
  name: string
  run: Method
}

const BY_LOWER_CASE = new Map<string, Known>(
  Object.entries(METHODS).map(([name, run]) => [name.toLowerCase(), { name, run }]),
)

export function findMethod(name: string): Known | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase())
}
