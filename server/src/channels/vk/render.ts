import type { LocalFile, OutboundMessage, PartContent } from '../contract.ts'
import { cutText } from '../kit/cut-text.ts'
import { present } from '../kit/present.ts'
import { readPlace } from './ids.ts'
import { type Keyboard, toKeyboard } from './keyboards.ts'
import { toUploadType, type UploadType } from './media.ts'

/** 4096 are taken; how they are counted is not said. */
export const MAX_TEXT = 4000
export const MAX_ALBUM = 10

/** What `send` makes a request of. There is no markup: what is typed is what is shown. */
export interface MessagePayload {
  text?: string
  replyTo?: string
  keyboard?: Keyboard
  /** Of a comment: a part before this one has said whom it is for. */
  isContinued?: boolean
  /** In the order of the part's files. */
  uploads?: UploadType[]
}

/**
 * Files go first, in their order, ten together and voices by themselves. The text stands with the
 * first of them; what is answered on the first part, the buttons on the last. Comments have none.
 */
export function render({ thread, text, files, buttons, replyTo }: OutboundMessage): PartContent[] {
  const isComment = readPlace(thread) !== undefined
  const keyboard = isComment ? undefined : toKeyboard(buttons)
  const groups = groupFiles(files)
  const pieces = cutText(text, MAX_TEXT)
  const isCaption = groups.length > 0 && pieces.length <= 1
  const contents: { payload: MessagePayload; fileIds: string[] }[] = [
    ...groups.map((group, index) => ({
      payload: present({
        text: isCaption && index === 0 ? pieces[0] : undefined,
        uploads: group.map(toUploadType),
      }),
      fileIds: group.map(({ id }) => id),
    })),
    ...(isCaption ? [] : pieces.map((piece) => ({ payload: { text: piece }, fileIds: [] }))),
  ]
  const firstText = contents.findIndex(({ payload }) => payload.text !== undefined)
  const addressed = replyTo === undefined ? firstText : 0
  return contents.map(({ payload, fileIds }, index) =>
    messagePart(
      present({
        ...payload,
        isContinued: isComment && payload.text && index > addressed ? true : undefined,
        replyTo: index === 0 ? (replyTo as string | undefined) : undefined,
        keyboard: index === contents.length - 1 ? keyboard : undefined,
      }),
      { fileIds, isComment },
    ),
  )
}

export function messagePart(
  payload: MessagePayload,
  { fileIds, isComment }: { fileIds: string[]; isComment: boolean },
): PartContent {
  const method = isComment ? 'createComment' : 'messages.send'
  return { kind: 'message', method, payload: { ...payload }, fileIds }
}

/** What may stand in one message, in order. */
export function groupFiles(files: readonly LocalFile[]): LocalFile[][] {
  const groups: LocalFile[][] = []
  for (const file of files) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    const hasRoom = group !== undefined && group.length < MAX_ALBUM
    if (hasRoom && before && !isVoice(before) && !isVoice(file)) group.push(file)
    else groups.push([file])
  }
  return groups
}

const isVoice = (file: LocalFile): boolean => toUploadType(file) === 'audio_message'
