import { NativeSelect, TextInput } from '@mantine/core'
import type { TemplateHeader, TemplateLimits } from '@otklik/protocol/settings'

import { fieldError } from '../../ui/field-error.tsx'
import { useWords } from '../../words/index.ts'
import { MediaChoice } from './media-choice.tsx'
import styles from './template-form.module.css'
import type { TemplateForming } from './use-template-form.ts'

interface HeaderFieldProps {
  forming: TemplateForming
  limits: TemplateLimits
  onMedia: (url: string | undefined) => void
}

export function HeaderField({ forming, limits, onMedia }: HeaderFieldProps) {
  const { templates: words } = useWords()
  const { facts, errors, changeContent } = forming
  const { header } = facts.content
  const choose = (kind: string) => {
    onMedia(undefined)
    changeContent({ header: headerOf(kind as TemplateHeader['kind'] | 'none') })
  }
  return (
    <div className={styles.group}>
      <NativeSelect
        label={words.header}
        value={header?.kind ?? 'none'}
        error={fieldError(errors['content.header'])}
        data={['none' as const, ...limits.headers].map((value) => ({
          value,
          label: words.headers[value],
        }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {header?.kind === 'text' ? (
        <TextInput
          label={words.headerText}
          value={header.text}
          error={fieldError(errors['content.header.text'])}
          onChange={(event) =>
            changeContent({ header: { kind: 'text', text: event.currentTarget.value } })
          }
        />
      ) : null}
      {header && header.kind !== 'text' ? (
        <MediaChoice
          label={words.sample}
          help={words.sampleHelp}
          media={header.kind}
          hasFile={header.sampleFileId !== undefined}
          error={errors['content.header.sampleFileId']}
          onChoose={(file, url) => {
            onMedia(url)
            changeContent({ header: { kind: header.kind, sampleFileId: file.id } })
          }}
        />
      ) : null}
    </div>
  )
}

function headerOf(kind: TemplateHeader['kind'] | 'none'): TemplateHeader | undefined {
  if (kind === 'none') return undefined
  return kind === 'text' ? { kind, text: '' } : { kind }
}
