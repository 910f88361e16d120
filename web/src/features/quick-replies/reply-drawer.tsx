import { Button, Drawer, Textarea, TextInput } from '@mantine/core'
import type { QuickReply } from '@otklik/protocol'
import { replyVariables } from '@otklik/protocol/reply-variables'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useLanguage, useWords } from '../../words/index.ts'
import styles from './quick-replies-page.module.css'
import { ReplyFiles } from './reply-files.tsx'
import { ScopeField, type ScopeValue } from './scope-field.tsx'
import { useReplyChange } from './use-reply-change.ts'

interface ReplyDrawerProps {
  /** Undefined: a new one. */
  reply: QuickReply | undefined
  isOpen: boolean
  onClose: () => void
}

export function ReplyDrawer({ reply, isOpen, onClose }: ReplyDrawerProps) {
  const { common, quickReplies: words } = useWords()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={reply ? words.editTitle : words.addTitle}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <ReplyForm reply={reply} onClose={onClose} />
    </Drawer>
  )
}

function ReplyForm({ reply, onClose }: Omit<ReplyDrawerProps, 'isOpen'>) {
  const { common, quickReplies: words } = useWords()
  const [title, setTitle] = useState(reply?.title ?? '')
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const [files, setFiles] = useState(reply?.files ?? [])
  const [of, setOf] = useState<ScopeValue>({ scope: 'own' })
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const { save, drop } = useReplyChange(reply, onClose)
  const errors = fieldErrors(save.error)
  const failure = formError(save.error) ?? formError(drop.error)
  useFocusWrongField(form, save.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const fileIds = files.map(({ id }) => id)
        if (!save.isPending) save.mutate({ title, shortcut, text, fileIds, ...of })
      }}
    >
      <TextInput
        label={words.title}
        value={title}
        maxLength={80}
        error={fieldError(errors.title)}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {reply ? null : <ScopeField value={of} error={errors.teamId} onChange={setOf} />}
      <TextInput
        label={words.shortcut}
        description={errors.shortcut ? undefined : words.shortcutHelp}
        leftSection="/"
        value={shortcut}
        maxLength={30}
        error={fieldError(errors.shortcut)}
        onChange={(event) => setShortcut(event.currentTarget.value)}
      />
      <div>
        <Textarea
          ref={field}
          label={words.text}
          description={errors.text ? undefined : words.textHelp}
          value={text}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={4000}
          error={fieldError(errors.text)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Variables onPick={(name) => setText(withVariable(field.current, text, name))} />
      </div>
      <ReplyFiles files={files} onChange={setFiles} />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton type="submit" label={common.save} isBusy={save.isPending} />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
        {reply ? (
          <Button
            className={styles.delete ?? ''}
            variant="subtle"
            color="red"
            onClick={() => drop.mutate()}
          >
            {words.delete}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function Variables({ onPick }: { onPick: (name: string) => void }) {
  const { quickReplies: words } = useWords()
  const language = useLanguage()
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons of one field, and no fields
    <div className={styles.variables} role="group" aria-label={words.variables}>
      {Object.values(replyVariables).map(([ru, en]) => {
        const name = language === 'ru' ? ru : en
        return (
          <button key={ru} type="button" className={styles.variable} onClick={() => onPick(name)}>
            {name}
          </button>
        )
      })}
    </div>
  )
}

function withVariable(field: HTMLTextAreaElement | null, text: string, name: string): string {
  const at = field?.selectionStart ?? text.length
  const to = field?.selectionEnd ?? at
  field?.focus()
  return `${text.slice(0, at)}{{${name}}}${text.slice(to)}`
}
