import '../scenario/no-eval.ts'
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { ContactCard, ContactField, EditContactRequest } from '@otklik/protocol'
import { mostContactTags, mostNoteLength } from '@otklik/protocol/limits'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { ApiFailure } from '../../api/failure.ts'
import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useFormats, useWords } from '../../words/index.ts'
import '../../ui/pickers.css'
import { contactTagsQuery, editContact } from './api/contacts.ts'
import styles from './contact-form.module.css'
import { FieldInput } from './field-input.tsx'

type Edit = Omit<EditContactRequest, 'version'>

interface EditFormProps {
  card: ContactCard
  fields: readonly ContactField[]
  onClose: () => void
}

/**
 * Only what was touched is sent: the rest follows the card as colleagues change it. Whoever was
 * slower is told so, and sends theirs again knowing it.
 */
export function EditForm({ card, fields, onClose }: EditFormProps) {
  const { common, contacts: words } = useWords()
  const [edit, setEdit] = useState<Edit>({})
  // What the form was filled from, until a conflict was told.
  const [version, setVersion] = useState(card.version)
  const tags = useQuery(contactTagsQuery).data ?? []
  const saving = useMutation({
    mutationFn: () => editContact(card.id, { version, ...edit }),
    onSuccess: onClose,
  })
  const conflict =
    saving.error instanceof ApiFailure && saving.error.code === 'contact-changed'
      ? saving.error
      : undefined
  const errors = fieldErrors(saving.error)
  const error = conflict ? undefined : formError(saving.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, saving.error)
  const change = (part: Edit) => {
    setEdit({ ...edit, ...part })
    saving.reset()
  }
  const save = () => {
    if (!saving.isPending) saving.mutate()
  }
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {conflict ? (
        <Conflict
          failure={conflict}
          onSaveMine={() => {
            setVersion(card.version)
            saving.reset()
          }}
        />
      ) : null}
      <TextInput
        label={words.name}
        value={edit.name ?? card.name}
        error={fieldError(errors.name)}
        maxLength={120}
        data-autofocus
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={words.phone}
        type="tel"
        value={edit.phone ?? ''}
        placeholder={edit.phone === undefined ? card.phone : undefined}
        description={
          errors.phone ? undefined : words.phoneHelp(edit.phone === '' ? '' : card.phone)
        }
        error={fieldError(errors.phone)}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      {card.phone && edit.phone === undefined ? (
        <TextButton className={styles.beside} onClick={() => change({ phone: '' })}>
          {words.removePhone}
        </TextButton>
      ) : null}
      <TextInput
        label={words.email}
        type="email"
        value={edit.email ?? card.email}
        error={fieldError(errors.email)}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          value={edit.fields?.[field.id] ?? card.fields[field.id] ?? ''}
          error={errors[`fields.${field.id}`]}
          onChange={(value) => change({ fields: { ...edit.fields, [field.id]: value } })}
        />
      ))}
      <TagsInput
        label={words.tags}
        description={words.tagsHelp}
        data={[...tags]}
        value={[...(edit.tags ?? card.tags)]}
        maxTags={mostContactTags}
        maxLength={40}
        onChange={(chosen) => change({ tags: chosen })}
      />
      <Textarea
        label={words.note}
        description={words.noteHelp}
        value={edit.note ?? card.note}
        error={fieldError(errors.note)}
        rows={4}
        maxLength={mostNoteLength}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <TickBox
        label={words.isVip}
        help={words.isVipHelp}
        checked={edit.isVip ?? card.isVip ?? false}
        onChange={(isVip) => change({ isVip })}
      />
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={version === card.version ? words.apply : words.apply}
          busyLabel={words.applying}
          isBusy={saving.isPending}
          isOff={conflict !== undefined}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

function Conflict({ failure, onSaveMine }: { failure: ApiFailure; onSaveMine: () => void }) {
  const { contacts: words } = useWords()
  const formats = useFormats()
  const { by, at } = failure.facts
  return (
    <Notice tone="warn" isNew>
      {typeof by === 'string' && typeof at === 'string'
        ? words.changedBy(by, formats.time(new Date(at)))
        : words.changedBySomebody}
      {'. '}
      {words.changedHelp} <TextButton onClick={onSaveMine}>{words.saveMine}</TextButton>
    </Notice>
  )
}
