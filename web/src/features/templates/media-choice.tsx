import { Button } from '@mantine/core'
import type { FileView } from '@otklik/protocol'
import type { TemplateMedia } from '@otklik/protocol/settings'
import { useMutation } from '@tanstack/react-query'
import { useId, useRef } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import { Upload } from '../files/index.ts'
import styles from './template-form.module.css'

interface MediaChoiceProps {
  label: string
  help?: string
  media: TemplateMedia
  hasFile: boolean
  error?: string | undefined
  /** With an address it can be shown by, where it is a picture. */
  onChoose: (file: FileView, url: string | undefined) => void
}

const accepted = { image: 'image/*', video: 'video/*', document: undefined }

/** The file above a template's text, uploaded as soon as it is chosen. */
export function MediaChoice(props: MediaChoiceProps) {
  const { label, help, media, hasFile, error, onChoose } = props
  const { templates: words } = useWords()
  const picker = useRef<HTMLInputElement>(null)
  const id = useId()
  const uploading = useMutation({
    async mutationFn(file: File) {
      const upload = new Upload(file)
      const { view, failure } = await upload.settled()
      if (!view) throw failure ?? new Error(words.uploadFailed)
      onChoose(view, upload.previewUrl)
      return view
    },
  })
  const wrong = error ?? formError(uploading.error)
  return (
    <div className={styles.group}>
      <span id={id} className={styles.legend}>
        {label}
      </span>
      <span className={styles.sample}>
        <Button
          variant="default"
          leftSection={<Icon name="paperclip" />}
          aria-describedby={id}
          aria-invalid={wrong ? true : undefined}
          aria-busy={uploading.isPending || undefined}
          onClick={() => picker.current?.click()}
        >
          {hasFile ? words.replaceFile : words.chooseFile}
        </Button>
        <span className={styles.help}>
          {uploading.isPending ? words.uploading : (uploading.data?.name ?? '')}
        </span>
      </span>
      {wrong ? (
        <p className={styles.wrong} role="alert">
          {fieldError(wrong)}
        </p>
      ) : help ? (
        <p className={styles.help}>{help}</p>
      ) : null}
      <input
        ref={picker}
        type="file"
        hidden
        tabIndex={-1}
        accept={accepted[media]}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) uploading.mutate(file)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
