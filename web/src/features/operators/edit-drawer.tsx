import { Button, Drawer, TagsInput, TextInput } from '@mantine/core'
import type { Operator } from '@otklik/protocol'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useWords } from '../../words/index.ts'
import '../../ui/pickers.css'
import { useSession } from '../session/index.ts'
import styles from './drawer.module.css'
import { ReviewedTeams } from './reviewed-teams.tsx'
import { RoleChoice } from './role-choice.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { useOperatorChange } from './use-operator-change.ts'

interface EditDrawerProps {
  operator: Operator
  isOpen: boolean
  onClose: () => void
}

export function EditDrawer({ operator, isOpen, onClose }: EditDrawerProps) {
  const { common, operators } = useWords()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={operators.editTitle(operator.name)}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <EditForm operator={operator} onClose={onClose} />
    </Drawer>
  )
}

function EditForm({ operator, onClose }: Omit<EditDrawerProps, 'isOpen'>) {
  const { common, operators } = useWords()
  const isMe = useSession().operator.id === operator.id
  const [name, setName] = useState(operator.name)
  const [role, setRole] = useState(operator.role)
  const [scope, setScope] = useState(operator.scope)
  const [teamIds, setTeamIds] = useState(operator.reviewedTeamIds ?? [])
  const [capacity, setCapacity] = useState(String(operator.capacity))
  const [skills, setSkills] = useState(operator.skills)
  const change = useOperatorChange(operator.id, onClose)
  const errors = fieldErrors(change.error)
  const error = formError(change.error)
  const skillProblem = Object.entries(errors).find(([path]) => path.startsWith('skills'))?.[1]
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, change.error)
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // What is no number is sent as it is: the server has the words for it.
        const wanted = /^\d+$/.test(capacity.trim()) ? Number(capacity) : Number.NaN
        const isReviewer = role === 'quality-reviewer'
        change.mutate({
          ...{ name, capacity: wanted, skills },
          // A reviewer has no conversations of their own to be left with.
          scope: isReviewer && teamIds.length === 0 ? 'all' : scope,
          ...(isReviewer && { reviewedTeamIds: teamIds }),
          ...(isMe ? {} : { role }),
        })
      }}
    >
      <TextInput
        label={operators.columns.name}
        description={errors.name ? undefined : operators.nameHelp}
        error={fieldError(errors.name)}
        value={name}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
          change.reset()
        }}
      />
      <RoleChoice
        value={role}
        offBecause={isMe ? operators.ownRole : undefined}
        onChange={setRole}
      />
      {role === 'operator' ? <ScopeChoice value={scope} onChange={setScope} /> : null}
      {role === 'quality-reviewer' ? (
        <ReviewedTeams
          teamIds={scope === 'all' ? [] : teamIds}
          onChange={(chosen) => {
            setTeamIds(chosen)
            setScope(chosen.length > 0 ? 'team' : 'all')
          }}
        />
      ) : null}
      <TextInput
        label={operators.capacity}
        description={errors.capacity ? undefined : operators.capacityHelp}
        error={fieldError(errors.capacity)}
        value={capacity}
        inputMode="numeric"
        onChange={(event) => {
          setCapacity(event.currentTarget.value)
          change.reset()
        }}
      />
      <TagsInput
        label={operators.skills}
        description={skillProblem ? undefined : operators.skillsHelp}
        error={fieldError(skillProblem)}
        value={skills}
        maxTags={50}
        onChange={(tags) => {
          setSkills(tags)
          change.reset()
        }}
      />
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={operators.apply}
          busyLabel={operators.applying}
          isBusy={change.isPending}
        />
        <Button variant="subtle" color="gray" onClick={onClose}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}
