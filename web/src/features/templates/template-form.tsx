import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { ChannelKindView } from '@otklik/protocol'
import type { Template, TemplateCategory, TemplateLimits } from '@otklik/protocol/settings'
import { templateVariables } from '@otklik/protocol/template-variables'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { codePoints } from '../../ui/code-points.ts'
import { CountedText } from '../../ui/counted-text.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import { ButtonsField } from './buttons-field.tsx'
import { HeaderField } from './header-field.tsx'
import { SamplesField } from './samples-field.tsx'
import styles from './template-form.module.css'
import { TemplatePreview } from './template-preview.tsx'
import { useLanguageName } from './template-words.ts'
import { type TemplateForming, useTemplateForm } from './use-template-form.ts'

interface TemplateFormProps {
  channelId: string
  kind: ChannelKindView
  template: Template | undefined
  isAsking: boolean
  onStay: () => void
  onDirty: (isDirty: boolean) => void
  onOpen: (id: string) => void
  onClose: () => void
}

export function TemplateForm(props: TemplateFormProps) {
  const { kind, isAsking, onStay, onClose } = props
  const { channelRules, editing } = useWords()
  const limits = kind.capabilities.templates!
  const forming = useTemplateForm({ ...props, limits })
  const [mediaUrl, setMediaUrl] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, forming.failure)
  const { facts, submitting } = forming
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!submitting.isPending) submitting.mutate()
      }}
    >
      <div className={styles.fields}>
        <Naming forming={forming} limits={limits} />
        <HeaderField forming={forming} limits={limits} onMedia={setMediaUrl} />
        <BodyField forming={forming} limits={limits} />
        <ButtonsField forming={forming} limits={limits} />
        <SamplesField forming={forming} />
      </div>
      <div className={styles.beside}>
        <TemplatePreview
          content={facts.content}
          values={facts.content.samples}
          mediaUrl={mediaUrl}
        />
      </div>
      <div className={styles.foot}>
        {forming.formError ? (
          <Notice tone="danger" isNew>
            {forming.formError}
          </Notice>
        ) : null}
        {isAsking ? (
          // Closed from above, asked at the end of a long form.
          <div ref={show}>
            <Notice
              tone="warn"
              isNew
              actions={
                <>
                  <TextButton onClick={onClose}>{channelRules.dropThem}</TextButton>
                  <TextButton onClick={onStay}>{channelRules.keepEditing}</TextButton>
                </>
              }
            >
              {editing.leaveTitle}
            </Notice>
          </div>
        ) : null}
        <Actions forming={forming} />
      </div>
    </form>
  )
}

function show(asked: HTMLElement | null): void {
  asked?.scrollIntoView({ block: 'nearest' })
}

interface PartProps {
  forming: TemplateForming
  limits: TemplateLimits
}

function Naming({ forming, limits }: PartProps) {
  const { templates: words } = useWords()
  const languageName = useLanguageName()
  const { facts, errors, change } = forming
  return (
    <>
      <TextInput
        label={words.name}
        value={facts.name}
        maxLength={limits.maxNameLength}
        description={errors.name ? undefined : words.nameHelp(limits.nameCharacters)}
        error={fieldError(errors.name)}
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <NativeSelect
          label={words.language}
          value={facts.language}
          error={fieldError(errors.language)}
          data={limits.languages.map((value) => ({ value, label: languageName(value) }))}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.category}
          value={facts.category}
          error={fieldError(errors.category)}
          data={limits.categories.map((value) => ({ value, label: words.categories[value] }))}
          onChange={(event) => change({ category: event.currentTarget.value as TemplateCategory })}
        />
      </div>
    </>
  )
}

function BodyField({ forming, limits }: PartProps) {
  const { templates: words } = useWords()
  const { facts, errors, changeContent } = forming
  const { body, footer = '' } = facts.content
  const addVariable = () => {
    const count = templateVariables({ body, buttons: [] }).length
    changeContent({ body: `${body}{{${count + 1}}}` })
    // At once: a space typed meanwhile would press the button again.
    document.getElementById('template-body')?.focus()
  }
  return (
    <div className={styles.group}>
      <CountedText
        id="template-body"
        label={words.body}
        value={body}
        length={codePoints(body)}
        limit={limits.maxBodyLength}
        help={words.bodyHelp}
        error={errors['content.body']}
        onChange={(next) => changeContent({ body: next })}
      />
      <TextButton onClick={addVariable}>{words.addVariable}</TextButton>
      <TextInput
        label={words.footer}
        value={footer}
        description={errors['content.footer'] ? undefined : words.footerHelp}
        error={fieldError(errors['content.footer'])}
        onChange={({ currentTarget: { value } }) =>
          changeContent({ footer: value === '' ? undefined : value })
        }
      />
    </div>
  )
}

function Actions({ forming }: Pick<PartProps, 'forming'>) {
  const { templates: words } = useWords()
  const [isAsking, setAsking] = useState(false)
  const { saving, submitting, deleting, saved } = forming
  return (
    <>
      {isAsking ? (
        <Notice
          tone="warn"
          isNew
          help={words.removeHelp}
          actions={
            <>
              <TextButton onClick={() => deleting.mutate()}>{words.remove}</TextButton>
              <TextButton onClick={() => setAsking(false)}>{words.keep}</TextButton>
            </>
          }
        >
          {words.removeQuestion}
        </Notice>
      ) : null}
      <div className={styles.actions}>
        <BusyButton
          type="submit"
          label={words.submit}
          busyLabel={words.submitting}
          isBusy={submitting.isPending}
        />
        <BusyButton
          variant="default"
          label={words.saveDraft}
          busyLabel={words.saving}
          isBusy={saving.isPending}
          onClick={() => saving.mutate()}
        />
        {saved && !isAsking ? (
          <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
            {words.remove}
          </Button>
        ) : null}
      </div>
    </>
  )
}
