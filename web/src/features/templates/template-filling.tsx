import { TextInput } from '@mantine/core'
import type { FileView } from '@otklik/protocol'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { type Filling, isSendable } from './filled-template.ts'
import { matches } from './matches.ts'
import { MediaChoice } from './media-choice.tsx'
import styles from './template-filling.module.css'
import { TemplatePreview } from './template-preview.tsx'
import { useTemplates } from './use-templates.ts'
import { ValuesField } from './values-field.tsx'

interface TemplateFillingProps {
  channelId: string
  filling: Filling | undefined
  errors: Readonly<Record<string, string>>
  onChange: (filling: Filling | undefined) => void
}

/** First which template, then what stands in its braces, seen as the customer will see it. */
export function TemplateFilling(props: TemplateFillingProps) {
  const { filling, onChange } = props
  return filling ? (
    <Fields {...props} filling={filling} />
  ) : (
    <Choice
      channelId={props.channelId}
      onChoose={(template) => onChange({ template, values: {} })}
    />
  )
}

function Fields(props: TemplateFillingProps & { filling: Filling }) {
  const { filling, errors, onChange } = props
  const { templates: words } = useWords()
  const [mediaUrl, setMediaUrl] = useState<string>()
  const { template, values } = filling
  const { content, name } = template
  const { header } = content
  const choose = (file: FileView, url: string | undefined) => {
    setMediaUrl(url)
    onChange({ ...filling, fileId: file.id })
  }
  return (
    <div className={styles.stack}>
      <p className={styles.chosen}>
        <strong>{name}</strong>
        <TextButton onClick={() => onChange(undefined)}>{words.back}</TextButton>
      </p>
      {header && header.kind !== 'text' ? (
        <MediaChoice
          label={words.file[header.kind]}
          media={header.kind}
          hasFile={filling.fileId !== undefined}
          error={errors.fileIds}
          onChoose={choose}
        />
      ) : null}
      <ValuesField
        content={content}
        values={values}
        errors={errors}
        onChange={(next) => onChange({ ...filling, values: next })}
      />
      <TemplatePreview content={content} values={values} mediaUrl={mediaUrl} />
    </div>
  )
}

interface ChoiceProps {
  channelId: string
  onChoose: (template: Filling['template']) => void
}

function Choice({ channelId, onChoose }: ChoiceProps) {
  const { templates: words, common } = useWords()
  const { data, error, refetch } = useTemplates(channelId)
  const [search, setSearch] = useState('')
  if (!data) {
    return error ? (
      <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
    ) : (
      <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
    )
  }
  const approved = data.filter(isSendable)
  if (approved.length === 0) {
    return <StateView icon="message" title={words.noneApproved} help={words.noneApprovedHelp} />
  }
  const shown = approved.filter((template) => matches(template, search))
  return (
    <div className={styles.stack}>
      <TextInput
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        data-autofocus
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {shown.length > 0 ? (
        <ul className={styles.list}>
          {shown.map((template) => (
            <li key={template.id}>
              <button type="button" className={styles.item} onClick={() => onChoose(template)}>
                <span className={styles.name}>{template.name}</span>
                <span className={styles.text}>{template.content.body}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <StateView icon="message" title={words.nothingFound} />
      )}
    </div>
  )
}
