import { Button, Drawer, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import type { ContactField, ContactFieldKind } from '@otklik/protocol'
import { contactFieldKinds } from '@otklik/protocol/limits'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { api } from '../../api/address.ts'
import { request } from '../../api/request.ts'
import { BusyButton } from '../../ui/busy-button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import '../../ui/pickers.css'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { contactFieldsQuery } from './api/contacts.ts'
import styles from './fields-page.module.css'

/** «Поля клиентов»: the company's own, in the order of the cards. */
export function ContactFieldsPage() {
  const { contacts: words } = useWords()
  const [edited, setEdited] = useState<ContactField | 'new'>()
  return (
    <RequirePermission permission="contacts.manage" title={words.fieldsTitle}>
      <SettingsPage
        title={words.fieldsTitle}
        help={words.fieldsHelp}
        actions={<Button onClick={() => setEdited('new')}>{words.addField}</Button>}
      >
        <Fields onEdit={setEdited} />
        {edited ? (
          <FieldDrawer
            field={edited === 'new' ? undefined : edited}
            onClose={() => setEdited(undefined)}
          />
        ) : null}
      </SettingsPage>
    </RequirePermission>
  )
}

function useFieldChange<Given>(change: (given: Given) => Promise<unknown>, onDone?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: contactFieldsQuery.queryKey })
      onDone?.()
    },
  })
}

function Fields({ onEdit }: { onEdit: (field: ContactField) => void }) {
  const { common, contacts: words } = useWords()
  const query = useQuery(contactFieldsQuery)
  const [removed, setRemoved] = useState<ContactField>()
  const moving = useFieldChange(({ field, place }: { field: ContactField; place: number }) =>
    request(api`contact-fields/${field.id}`, {
      method: 'PATCH',
      body: { version: field.version, place },
    }),
  )
  const removing = useFieldChange(
    (field: ContactField) => request(api`contact-fields/${field.id}`, { method: 'DELETE' }),
    () => setRemoved(undefined),
  )
  if (query.error) {
    return (
      <FailureView
        title={common.loadFailed}
        failure={query.error}
        onRepeat={() => void query.refetch()}
      />
    )
  }
  if (!query.data) return null
  if (query.data.length === 0) {
    return <StateView icon="contact" title={words.noFields} help={words.fieldsHelp} />
  }
  return (
    <>
      {formError(moving.error) ? <Notice tone="danger">{formError(moving.error)}</Notice> : null}
      <ul className={styles.list}>
        {query.data.map((field, place) => (
          <li key={field.id} className={styles.row}>
            <span className={styles.words}>
              <span className={styles.name}>{field.name}</span>
              <span className={styles.second}>
                {[words.fieldKinds[field.kind], field.options.join(', ')]
                  .filter(Boolean)
                  .join(': ')}
              </span>
            </span>
            {place > 0 ? (
              <IconButton
                icon="arrowUp"
                label={words.moveUp(field.name)}
                onClick={() => moving.mutate({ field, place: place - 1 })}
              />
            ) : null}
            <IconButton
              icon="edit"
              label={words.editField(field.name)}
              onClick={() => onEdit(field)}
            />
            <IconButton
              icon="trash"
              label={words.deleteField(field.name)}
              onClick={() => setRemoved(field)}
            />
          </li>
        ))}
      </ul>
      {removed ? (
        <ConfirmDialog
          isOpen
          title={words.deleteFieldTitle(removed.name)}
          confirm={words.deleteFieldConfirm}
          refuse={words.deleteFieldRefuse}
          isBusy={removing.isPending}
          failure={removing.error}
          onConfirm={() => removing.mutate(removed)}
          onClose={() => setRemoved(undefined)}
        >
          {words.deleteFieldHelp}
        </ConfirmDialog>
      ) : null}
    </>
  )
}

interface FieldDrawerProps {
  /** Nothing for one that is to be. */
  field: ContactField | undefined
  onClose: () => void
}

function FieldDrawer({ field, onClose }: FieldDrawerProps) {
  const { common, contacts: words } = useWords()
  const [name, setName] = useState(field?.name ?? '')
  const [kind, setKind] = useState<ContactFieldKind>(field?.kind ?? 'text')
  const [options, setOptions] = useState(field?.options ?? [])
  const chosen = kind === 'choice' ? options : []
  const saving = useFieldChange(
    () =>
      field
        ? request(api`contact-fields/${field.id}`, {
            method: 'PATCH',
            body: { version: field.version, name, options: chosen },
          })
        : request('/api/v1/contact-fields', {
            method: 'POST',
            body: { name, kind, options: chosen },
          }),
    onClose,
  )
  const errors = fieldErrors(saving.error)
  const error = formError(saving.error)
  return (
    <Drawer
      opened
      onClose={onClose}
      title={field ? words.editField(field.name) : words.addField}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!saving.isPending) saving.mutate(undefined)
        }}
      >
        <TextInput
          label={words.fieldName}
          value={name}
          maxLength={60}
          error={fieldError(errors.name)}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {field ? null : (
          <NativeSelect
            label={words.fieldKind}
            value={kind}
            data={contactFieldKinds.map((value) => ({
              value,
              label: words.fieldKinds[value],
            }))}
            onChange={(event) => setKind(event.currentTarget.value as ContactFieldKind)}
          />
        )}
        {kind === 'choice' ? (
          <TagsInput
            label={words.fieldOptions}
            description={errors.options ? undefined : words.fieldOptionsHelp}
            error={fieldError(errors.options)}
            value={options}
            maxTags={50}
            onChange={setOptions}
          />
        ) : null}
        {error ? (
          <Notice tone="danger" isNew>
            {error}
          </Notice>
        ) : null}
        <div className={styles.buttons}>
          <BusyButton
            type="submit"
            label={words.apply}
            busyLabel={words.applying}
            isBusy={saving.isPending}
          />
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}
