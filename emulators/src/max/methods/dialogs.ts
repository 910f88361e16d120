import type { Max } from '../max.ts'
import type { Dialog } from '../model.ts'
import { readNewMessage } from '../new-message.ts'
import { badPayload, chatNotFound, Refusal } from '../refusal.ts'
import { wireChat } from '../wire.ts'
import type { Call, Method } from './call.ts'
import { checkReady, replaceMessage } from './messages.ts'

const TYPING_MS = 10_000
const ACTIONS = [
  'typing_on',
  'sending_photo',
  'sending_video',
  'sending_audio',
  'sending_file',
  'mark_seen',
]

export const DIALOG_METHODS: Method[] = [
  { route: 'POST /answers', run: answer },
  { route: 'GET /chats/:id', run: (call) => wireChat(call.max, findDialog(call)) },
  { route: 'POST /chats/:id/actions', run: act },
]

async function answer(call: Call) {
  const { max, bot, query, isDropped } = call
  const callbackId = query.required('callback_id')
  const body = (call.body ?? {}) as { message?: unknown; notification?: unknown }
  const hasNotice = typeof body.notification === 'string' && body.notification !== ''
  const hasMessage = body.message !== undefined && body.message !== null
  if (!hasNotice && !hasMessage)
    throw badPayload('Invalid request. `message` or `notification` required')
  const wanted = hasMessage ? await readNewMessage(max, bot, body.message) : undefined
  const found = max.world.findKeyboard(bot.id, callbackId)
  if (!found) throw new Refusal(404, 'callback.not.found', `Callback ${callbackId} not found`)
  const { dialog, mid } = found
  max.limits.checkDialog(bot, call.name, dialog.id)
  const message = dialog.messages.get(mid)
  if (!isDropped && hasNotice)
    dialog.notice = { text: body.notification as string, at: max.clock.now() }
  if (wanted && message && message.deletedAt === undefined) {
    checkReady(call, dialog, wanted)
    replaceMessage(call, { dialog, message }, wanted)
  }
  if (message) settle(max, dialog, mid)
  max.touch(dialog)
  return { success: true }
}

function settle({ world }: Max, dialog: Dialog, mid: string): void {
  const message = dialog.messages.get(mid)!
  delete message.pending
  world.saveMessage(dialog, message)
}

function act(call: Call) {
  const { max } = call
  const action = (call.body as { action?: unknown } | undefined)?.action
  if (typeof action !== 'string' || !ACTIONS.includes(action))
    throw badPayload(`Unknown action: ${String(action)}`)
  const dialog = findDialog(call)
  if (dialog.status !== 'active') return { success: false, message: 'error.dialog.suspended' }
  if (action !== 'mark_seen') {
    dialog.typing = { action, until: max.clock.now() + TYPING_MS }
    max.clock.after(TYPING_MS, () => max.touch(dialog))
  }
  max.touch(dialog)
  return { success: true }
}

function findDialog({ max, bot, parts }: Call): Dialog {
  const id = Number(parts[0])
  if (!Number.isSafeInteger(id)) throw badPayload("Field 'chatId' must be an integer")
  const dialog = max.world.findDialogById(bot.id, id)
  if (!dialog || dialog.status === 'none') throw chatNotFound(id)
  return dialog
}
