import { Button } from '@mantine/core'
import type { Template } from '@otklik/protocol/settings'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWords } from '../../words/index.ts'
import { archiveTemplate, copyTemplate } from './api/templates.ts'
import styles from './template-form.module.css'
import { TemplatePreview } from './template-preview.tsx'
import { TemplateState } from './template-state.tsx'
import { useLanguageName } from './template-words.ts'

interface TemplateViewProps {
  template: Template
  onOpen: (id: string) => void
  onClose: () => void
}

/** What was handed in: it stays as it is, goes to the archive, or becomes a draft (WA-09, D-33). */
export function TemplateView({ template, onOpen, onClose }: TemplateViewProps) {
  const { templates: words } = useWords()
  const client = useQueryClient()
  const languageName = useLanguageName()
  const [isAsking, setAsking] = useState(false)
  const renew = () => client.invalidateQueries({ queryKey: ['templates', template.channelId] })
  const copying = useMutation({
    mutationFn: () => copyTemplate(template.id),
    async onSuccess({ id }) {
      await renew()
      onOpen(id)
    },
  })
  const archiving = useMutation({
    mutationFn: () => archiveTemplate(template.id),
    async onSuccess() {
      await renew()
      onClose()
    },
  })
  const { language, category, askedCategory, reason, unsupported, content, state } = template
  const failure = formError(copying.error ?? archiving.error)
  return (
    <div className={styles.view}>
      <p className={styles.facts}>
        <TemplateState template={template} />
        <span>
          {languageName(language)} · {words.categories[category]}
        </span>
      </p>
      {reason || state === 'rejected' ? (
        <Notice tone={state === 'rejected' || state === 'disabled' ? 'danger' : 'warn'}>
          {reason ? `${words.reason}: ${reason}` : words.noReason}
        </Notice>
      ) : null}
      {askedCategory ? (
        <Notice tone="warn">{words.asked(words.categories[askedCategory])}</Notice>
      ) : null}
      {unsupported ? <Notice tone="warn">{words.unsupported(unsupported)}</Notice> : null}
      <TemplatePreview content={content} values={content.samples} />
      <p className={styles.help}>{words.fixed}</p>
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      {isAsking ? (
        <Notice
          tone="warn"
          isNew
          help={words.archiveHelp}
          actions={
            <>
              <TextButton onClick={() => archiving.mutate()}>{words.archive}</TextButton>
              <TextButton onClick={() => setAsking(false)}>{words.notArchive}</TextButton>
            </>
          }
        >
          {words.archiveQuestion}
        </Notice>
      ) : null}
      <div className={styles.actions}>
        <BusyButton
          label={words.copy}
          isBusy={copying.isPending}
          onClick={() => copying.mutate()}
        />
        {state === 'archived' || isAsking ? null : (
          <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
            {words.archive}
          </Button>
        )}
      </div>
    </div>
  )
}
