import type { Draft, FileView, OfferedButtons, WrittenFormat } from '@otklik/protocol'

export type Mode = 'message' | 'note'

export interface WrittenSpan {
  readonly type: WrittenFormat
  readonly offset: number
  readonly length: number
  readonly url?: string | undefined
}

/** What was begun and not sent. */
export interface OwnDraft {
  /** The name its message will have, on whatever device it is sent. */
  readonly clientId: string
  readonly text: string
  readonly mode: Mode
  readonly format?: readonly WrittenSpan[] | undefined
  readonly replyTo?: Draft['replyTo'] | undefined
  readonly buttons?: OfferedButtons | undefined
  /** Uploaded already. */
  readonly files?: readonly FileView[] | undefined
  /** As the server knows it; nothing while it has not heard of it. */
  readonly version?: number | undefined
  /** The server has it as it is here. */
  readonly isSaved: boolean
}

export const newDraft = (): OwnDraft => ({
  clientId: crypto.randomUUID(),
  text: '',
  mode: 'message',
  isSaved: false,
})

/** Nothing of it is worth keeping. */
export const isBlank = ({ text, replyTo, buttons, files }: OwnDraft): boolean =>
  !text && !replyTo && !buttons && !files?.length

export function fromServer(draft: Draft): OwnDraft {
  const { clientId, text, mode, format, replyTo, buttons, files, version } = draft
  return { clientId, text, mode, format, replyTo, buttons, files, version, isSaved: true }
}

export function toSaved({ clientId, text, mode, format, replyTo, buttons, files }: OwnDraft) {
  return {
    clientId,
    text,
    mode,
    ...(format?.length && {
      format: format.map(({ url, ...span }) => ({ ...span, ...(url && { url }) })),
    }),
    ...(replyTo && { replyTo }),
    ...(buttons && { buttons }),
    fileIds: (files ?? []).map(({ id }) => id),
  }
}
