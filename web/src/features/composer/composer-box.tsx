import { Button } from '@mantine/core'
import type { Conversation, Message } from '@otklik/protocol'
import { findGaps } from '@otklik/protocol/reply-variables'
import {
  type ReactNode,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { useChannelKind } from '../channels/index.ts'
import { useCommands, useKeyName } from '../commands/index.ts'
import type { Mode } from '../drafts/index.ts'
import { useMentionPicker } from '../mentions/index.ts'
import { WithTemplates } from '../templates/index.ts'
import { useVoice } from '../voice/index.ts'
import { AttachmentTray } from './attachment-tray.tsx'
import { attach, attachmentsOf, hasFiles, keep } from './attachments.ts'
import styles from './composer.module.css'
import { useColleagueTyping } from './composer-strip.tsx'
import { EmojiButton } from './emoji-button.tsx'
import { FormatBar } from './format-bar.tsx'
import { LaterTool } from './later-tool.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { useOfferButtons } from './offer-buttons.tsx'
import { named, pastedFiles } from './pasted.ts'
import { QuickReplyTool } from './quick-reply-tool.tsx'
import { useComposerKeys } from './use-composer-keys.ts'
import { mostCharacters, useWriting } from './use-writing.ts'

export interface ComposerHandle {
  focus: (mode?: Mode) => void
  reply: (message: Message) => void
  edit: (message: Message) => void
  attach: (files: readonly File[]) => void
}

interface StripState {
  isDraftSaved: boolean
  purpose?: { text: string; quote?: string | undefined; cancelLabel: string; onCancel: () => void }
}

interface ComposerBoxProps {
  ref: Ref<ComposerHandle>
  conversation: Conversation
  /** Where the customer cannot be answered, only notes are written. */
  only: 'note' | undefined
  /** The customer cannot be answered any more, and whoever did so still has the field. */
  isStopped: boolean
  mayNote: boolean
  onLeave: () => void
  onSendAndClose: () => void
  strip: (state: StripState) => ReactNode
}

export function ComposerBox(props: ComposerBoxProps) {
  const { ref, conversation, only, isStopped, mayNote, onLeave, onSendAndClose, strip } = props
  const { composer, templates } = useWords()
  const formats = useFormats()
  const kind = useChannelKind(conversation.channelId)
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [isPicking, setPicking] = useState(false)
  const [selection, setSelection] = useState({ from: 0, to: 0 })
  const looks = kind?.capabilities.formats
  const store = attachmentsOf(conversation.id)
  const attachments = useSyncExternalStore(store.subscribe, store.get)
  const writing = useWriting({ conversation, only, store })
  const { mode, text, buttons } = writing
  const isTextMissing = text.trim() === ''
  const offer = useOfferButtons({ conversation, buttons, isTextMissing, onChange: writing.offer })
  const colleague = useColleagueTyping(conversation.id)
  const mention = useMentionPicker({
    field,
    text,
    isNote: mode === 'note',
    setText: writing.setText,
  })
  useGrowing(field, text)

  const focus = () => requestAnimationFrame(() => field.current?.focus())
  const addFiles = (files: readonly File[]) => {
    if (kind && files.length > 0) attach(store, files, kind.capabilities, writing.keepFiles)
    focus()
  }
  const voice = useVoice({
    conversation,
    isOff: mode === 'note' || writing.editing || isStopped,
    onClose: focus,
  })
  useImperativeHandle(ref, () => ({
    focus: (wanted) => {
      const isBegun = !isTextMissing || hasFiles(attachments)
      const isAllowed = wanted === 'note' ? mayNote : !isBegun
      // A note that was begun becomes an answer by the switch only, never by a stray key.
      if (wanted && !only && !isStopped && isAllowed) writing.setMode(wanted)
      focus()
    },
    reply: (message) => {
      writing.reply(message)
      focus()
    },
    edit: (message) => {
      writing.edit(message)
      focus()
    },
    attach: addFiles,
  }))

  const send = () => {
    if (isStopped) return false
    // Braces never reach a customer: the first of them is what is written next.
    if (mode === 'message' && selectGap(field.current)) return false
    const isSent = writing.send(mention.callable)
    if (isSent && only) onLeave()
    focus()
    return isSent
  }
  const onKeyDown = useComposerKeys({
    writing,
    send,
    sendAndClose: () => {
      if (send()) onSendAndClose()
    },
    toggleFormat: (each) => {
      if (looks?.includes(each)) writing.toggleFormat(each, selectionOf(field.current))
    },
    pickReply: writing.editing ? undefined : () => setPicking(true),
    leave: () => {
      if (only) writing.putAway()
      if (only || isStopped) onLeave()
      field.current?.blur()
    },
  })

  const isNote = mode === 'note'
  useCommands({
    'toggle-mode':
      only || !mayNote || writing.editing
        ? undefined
        : () => writing.setMode(isNote ? 'message' : 'note'),
    attach: writing.editing ? undefined : () => picker.current?.click(),
  })
  const attachKey = useKeyName('attach')
  const templateKey = useKeyName('template')
  const extra = text.length - mostCharacters
  const hasContent = !isTextMissing || (!buttons && hasFiles(attachments))
  const gaps = isNote ? [] : findGaps(text)
  const canSend = !isStopped && extra <= 0 && hasContent && gaps.length === 0
  const sendLabel = writing.editing ? composer.saveEdit : isNote ? composer.addNote : composer.send
  return (
    <>
      {strip({
        isDraftSaved: writing.isDraftSaved,
        ...(writing.purpose ? { purpose: writing.purpose } : {}),
      })}
      <div className={styles.box} data-note={isNote || undefined}>
        {writing.editing ? null : (
          <AttachmentTray
            store={store}
            channel={kind?.title ?? ''}
            onChange={() => {
              writing.keepFiles()
              // The button that was pressed is gone.
              focus()
            }}
          />
        )}
        {offer.tray}
        {voice.tray}
        {mention.list}
        {isNote || !looks ? null : (
          <FormatBar
            text={text}
            format={writing.format}
            selection={selection}
            formats={looks}
            onToggle={(each) => writing.toggleFormat(each, selection)}
          />
        )}
        <textarea
          ref={field}
          onSelect={(event) => {
            const { selectionStart: from, selectionEnd: to } = event.currentTarget
            setSelection({ from, to })
          }}
          className={styles.field}
          rows={1}
          value={text}
          readOnly={isStopped}
          aria-label={isNote ? composer.noteLabel : composer.label}
          placeholder={isNote ? composer.notePlaceholder : composer.placeholder}
          onChange={(event) => writing.setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!mention.onKeyDown(event)) onKeyDown(event)
          }}
          onPaste={(event) => {
            const files = pastedFiles(event.clipboardData)
            if (files.length === 0) return
            event.preventDefault()
            addFiles(named(files, composer.screenshot, new Date()))
          }}
        />
        {extra > 0 ? (
          <p className={styles.tooLong} role="alert">
            {composer.tooLong(formats.number(mostCharacters), formats.number(extra))}
          </p>
        ) : null}
        {gaps.length > 0 ? (
          <p className={styles.gaps} role="status">
            {composer.fillGaps([...new Set(gaps.map(({ name }) => name))].join(', '))}
          </p>
        ) : null}
        {writing.editing ? null : (
          <div className={styles.mode}>
            <ModeSwitch mode={mode} only={only} mayNote={mayNote} onChange={writing.setMode} />
          </div>
        )}
        <div className={styles.tools}>
          {writing.editing ? null : (
            <IconButton
              icon="paperclip"
              label={composer.attach}
              keys={attachKey}
              onClick={() => picker.current?.click()}
            />
          )}
          {isNote || writing.editing ? null : (
            <WithTemplates conversation={conversation}>
              {(open) => (
                <IconButton icon="file" label={templates.pick} keys={templateKey} onClick={open} />
              )}
            </WithTemplates>
          )}
          <EmojiButton
            className={styles.emoji}
            onPick={(symbol) => insert(field.current, symbol, writing.setText)}
            onDone={focus}
          />
          {writing.editing ? null : (
            <QuickReplyTool
              conversation={conversation}
              isOpen={isPicking}
              onOpen={setPicking}
              onInsert={(inserted, files) => {
                insert(field.current, inserted, writing.setText)
                keep(store, files)
                if (files.length > 0) writing.keepFiles()
                focus()
              }}
            />
          )}
          {isNote || writing.editing ? null : offer.tool}
          {voice.tool}
          {isNote || writing.editing ? null : (
            <LaterTool
              conversation={conversation}
              isPossible={canSend && !writing.isPlanning}
              onPick={(at) => {
                writing.plan(at)
                focus()
              }}
            />
          )}
        </div>
        <Button
          className={styles.send ?? ''}
          size="xs"
          aria-disabled={!canSend}
          data-idle={!canSend || undefined}
          aria-label={colleague && !isNote ? composer.sendAnyway : sendLabel}
          onClick={send}
        >
          <span className={styles.sendText}>
            {colleague && !isNote ? composer.sendAnyway : sendLabel}
            <kbd className={styles.kbd}>{writing.sendKeys}</kbd>
          </span>
          <Icon name="arrowUp" className={styles.sendIcon} />
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          onChange={(event) => {
            addFiles([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
    </>
  )
}

const selectionOf = (field: HTMLTextAreaElement | null) => ({
  from: field?.selectionStart ?? 0,
  to: field?.selectionEnd ?? 0,
})

/** True when something is still to be filled in: it is selected. */
function selectGap(field: HTMLTextAreaElement | null): boolean {
  const [gap] = findGaps(field?.value ?? '')
  if (!field || !gap) return false
  field.focus()
  field.setSelectionRange(gap.offset, gap.offset + gap.length)
  return true
}

/** From two lines to ten; the sheet holds the limits. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    // The text decides the height, so it is read here although only the element is measured.
    element.style.height = text === '' ? '' : `${element.scrollHeight}px`
  }, [field, text])
}

function insert(
  field: HTMLTextAreaElement | null,
  symbol: string,
  setText: (text: string) => void,
): void {
  if (!field) return
  const { selectionStart, selectionEnd, value } = field
  setText(value.slice(0, selectionStart) + symbol + value.slice(selectionEnd))
  const caret = selectionStart + symbol.length
  requestAnimationFrame(() => {
    if (!symbol.includes('{{') || !selectGap(field)) field.setSelectionRange(caret, caret)
  })
}
