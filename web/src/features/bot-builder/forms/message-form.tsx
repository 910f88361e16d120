import { Button } from '@mantine/core'
import { useRef, useState } from 'react'

import { formError } from '../../../ui/form-failure.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Icon } from '../../../ui/icons.tsx'
import { useBotWords } from '../../../words/bot-words.ts'
import { fileAddress, Upload } from '../../files/index.ts'
import { NextField, type StepFormProps, type StepOf, useWrong } from './fields.tsx'
import styles from './forms.module.css'
import { TextField } from './text-field.tsx'

type Props = StepFormProps<StepOf<'message'>>

export function MessageForm({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const wrong = useWrong(step)
  return (
    <>
      <TextField
        label={texts.text}
        value={step.text}
        error={wrong('text')}
        isFirst
        rows={3}
        onChange={(text) => onChange({ text }, 'text')}
      />
      <Files step={step} onChange={onChange} />
      <NextField step={step} exit="next" />
    </>
  )
}

const MOST_FILES = 10
/** The server keeps files by ids alone; what is uploaded here is called by its name until it closes. */
const fileNames = new Map<string, string>()

function Files({ step, onChange }: Props) {
  const { steps: texts } = useBotWords()
  const [isSending, setSending] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const input = useRef<HTMLInputElement>(null)
  const isFull = step.fileIds.length >= MOST_FILES
  const send = async (file: File) => {
    setSending(true)
    setFailure(undefined)
    const { view, failure: refused } = await new Upload(file).settled()
    setSending(false)
    if (!view) return setFailure(refused)
    fileNames.set(view.id, view.name)
    onChange({ fileIds: [...step.fileIds, view.id] })
  }
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{texts.files}</legend>
      {step.fileIds.map((id, index) => {
        const name = fileNames.get(id) ?? texts.fileOf(index + 1)
        return (
          <div key={id} className={styles.file}>
            <Icon name="paperclip" />
            <a href={fileAddress(id)} download className={styles.fileName} title={name}>
              {name}
            </a>
            <IconButton
              icon="close"
              size={14}
              label={texts.removePart(name)}
              onClick={() => onChange({ fileIds: step.fileIds.filter((other) => other !== id) })}
            />
          </div>
        )
      })}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={texts.addFile}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void send(file)
          currentTarget.value = ''
        }}
      />
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        className={styles.add ?? ''}
        leftSection={<Icon name="paperclip" />}
        aria-disabled={isFull || isSending || undefined}
        onClick={() => {
          if (!isFull && !isSending) input.current?.click()
        }}
      >
        {isSending ? texts.sendingFile : texts.addFile}
      </Button>
      {isFull ? <p className={styles.help}>{texts.filesFull}</p> : null}
      {failure ? (
        <p className={styles.wrong} role="alert">
          {formError(failure)}
        </p>
      ) : null}
    </fieldset>
  )
}
