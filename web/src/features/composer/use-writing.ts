import type { Conversation, Message, OfferedButtons, WrittenFormat } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import type { Store } from '../../ui/store.ts'
import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { isBlank, type Mode, type OwnDraft, useDraftOf, useDrafts } from '../drafts/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { type Callable, calledIn } from '../mentions/index.ts'
import { useOutbox } from '../outbox/index.ts'
import { usePreferences, useSession } from '../session/index.ts'
import { editMessage, powersOver } from '../transcript/index.ts'
import { type Attachment, follow, hasFiles, takeFiles, viewsOf } from './attachments.ts'
import { type Editing, editingOf, formatOf, isChanged } from './editing.ts'
import { shifted, toggled } from './spans.ts'
import { usePlan } from './use-plan.ts'

/** What the API takes; platforms' own limits are met by cutting a long text into parts. */
export const mostCharacters = 20_000

const typingEveryMs = 3000

interface WritingOptions {
  conversation: Conversation
  only: 'note' | undefined
  store: Store<readonly Attachment[]>
}

export type Writing = ReturnType<typeof useWriting>

/** The text being written: a draft, or a change of what was sent. */
export function useWriting({ conversation, only, store }: WritingOptions) {
  const { composer, failures } = useWords()
  const feed = useFeed()
  const outbox = useOutbox()
  const me = useSession().operator.id
  const { enterSends } = usePreferences()
  const kind = useChannelKind(conversation.channelId)
  const drafts = useDrafts()
  const draft = useDraftOf(conversation.id)
  /** What was begun as a note stays one wherever it is gone on with, whoever may answer by then. */
  const change = (changes: Partial<OwnDraft>) =>
    drafts.change(conversation.id, { ...changes, ...(only && { mode: only }) })
  useEffect(() => {
    if (only && draft.mode !== only) drafts.change(conversation.id, { mode: only })
  }, [drafts, conversation.id, draft.mode, only])
  const files = draft.files
  useEffect(() => follow(store, files ?? []), [store, files])
  const [editing, setEditing] = useState<Editing>()
  const toldTypingAt = useRef(0)
  const save = useMutation({
    mutationFn: ({ message, text, format }: Editing) =>
      outbox.accompany(
        message.conversationId,
        editMessage(message, { text: text.trim(), ...formatOf(format, text) }),
      ),
    onSuccess: (changed) => feed.learnMessage(changed),
    onError: (failure, edited) => {
      showToast({ text: failure instanceof ApiFailure ? failure.message : failures.unavailable })
      // What was typed is gone on with, unless something else is being changed by now.
      setEditing((now) => now ?? edited)
    },
  })
  /** What is edited stays what it was, whatever is chosen for the next one. */
  const mode: Mode = editing ? modeOf(editing.message) : (only ?? draft.mode)
  const text = editing ? editing.text : draft.text

  const setText = (next: string) => {
    if (editing) {
      setEditing({ ...editing, text: next, format: shifted(editing.format, text, next) })
    } else {
      const format = shifted(drafts.get(conversation.id)?.format ?? [], text, next)
      change({ text: next, format: format.length > 0 ? format : undefined })
    }
    if (mode === 'message' && next && Date.now() - toldTypingAt.current > typingEveryMs) {
      toldTypingAt.current = Date.now()
      feed.typing(conversation.id)
    }
  }
  const reply = (message: Message) => {
    const replyTo = { messageId: message.id, author: message.author.name, text: message.text }
    change({ mode: 'message', replyTo })
  }
  const edit = (message: Message) => setEditing(editingOf(message))

  /** The last own note or reply, to change it where the platform can; else the last one, to quote. */
  const recallLast = () => {
    const messages = feed.state.get().messages.get(conversation.id)?.messages ?? []
    const powers = (message: Message) =>
      kind && powersOver(message, { me, now: serverClock.now(), ...kind })
    const own = messages.findLast(
      (message) => modeOf(message) === mode && !message.deletedAt && powers(message)?.canEdit,
    )
    if (own) return edit(own)
    if (mode === 'note') return
    const last = messages.findLast((message) => !message.deletedAt && powers(message)?.canReply)
    if (last) reply(last)
  }

  const buttons = mode === 'message' ? draft.buttons : undefined

  /** True when something was sent. */
  const send = (callable: readonly Callable[]): boolean => {
    const words = text.trim()
    if (words.length > mostCharacters) return false
    if (editing) {
      if (!words) return false
      if (isChanged(editing)) save.mutate(editing)
      setEditing(undefined)
      return true
    }
    if (buttons && !words) return false
    if (!words && !hasFiles(store.get())) return false
    const clientId = drafts.get(conversation.id)?.clientId
    drafts.end(conversation.id)
    outbox.send({
      clientId,
      conversationId: conversation.id,
      kind: mode,
      text: words,
      replyTo: mode === 'message' ? draft.replyTo : undefined,
      mentions: mode === 'note' ? calledIn(words, callable) : undefined,
      buttons,
      ...(mode === 'message' && formatOf(draft.format, text)),
      ...takeFiles(store),
    })
    // Whoever writes notes where they could answer goes on writing notes.
    if (mode === 'note' && !only) change({ mode })
    return true
  }

  const purpose = editing
    ? {
        text: composer.editing,
        quote: editing.message.text,
        cancelLabel: composer.cancelEdit,
        onCancel: () => setEditing(undefined),
      }
    : draft.replyTo && mode === 'message'
      ? {
          text: composer.replyingTo(draft.replyTo.author),
          quote: draft.replyTo.text,
          cancelLabel: composer.cancelReply,
          onCancel: () => change({ replyTo: undefined }),
        }
      : undefined

  const planning = usePlan({ conversation, draft, store })
  return {
    ...planning,
    mode,
    text,
    editing: editing !== undefined,
    isDraftSaved: draft.isSaved && draft.text !== '' && !editing,
    purpose,
    buttons: editing ? undefined : buttons,
    sendKeys: enterSends ? 'Enter' : 'Shift Enter',
    setText,
    setMode: (next: Mode) => change({ mode: next }),
    offer: (next: OfferedButtons | undefined) => change({ buttons: next }),
    format: editing?.format ?? draft.format ?? [],
    toggleFormat: (type: WrittenFormat, range: { from: number; to: number }) => {
      if (range.to <= range.from) return
      if (editing) return setEditing({ ...editing, format: toggled(editing.format, type, range) })
      const format = toggled(draft.format ?? [], type, range)
      change({ format: format.length > 0 ? format : undefined })
    },
    /** Nothing written leaves nothing behind. */
    putAway: () => {
      if (isBlank(draft)) drafts.end(conversation.id)
    },
    /** What was uploaded is a part of the draft. */
    keepFiles: () => change({ files: viewsOf(store.get()) }),
    reply,
    edit,
    recallLast,
    send,
  }
}

function modeOf({ kind }: Message): Mode {
  return kind === 'note' ? 'note' : 'message'
}
