import { Textarea } from '@mantine/core'
import type { Appeal, AppealDecision } from '@otklik/protocol/reports'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { type Appealed, decideAppeal } from './api/quality.ts'
import { AppealState } from './appeal-state.tsx'
import styles from './forms.module.css'
import { useNames } from './use-names.ts'

interface AppealBlockProps {
  of: Appealed
  operatorId: string | undefined
  appeal: Appeal
}

/** An appeal, and the decision for whoever may make it. */
export function AppealBlock({ of, operatorId, appeal }: AppealBlockProps) {
  const { words } = useNames()
  const { permissions, operator } = useSession()
  const mayDecide = permissions.includes('quality.review') && !appeal.decision
  return (
    <Block title={words.appeals.title}>
      <AppealState appeal={appeal} />
      {mayDecide && operatorId === operator.id ? <Notice>{words.appeals.own}</Notice> : null}
      {mayDecide && operatorId !== operator.id ? <DecisionForm of={of} /> : null}
    </Block>
  )
}

function DecisionForm({ of }: { of: Appealed }) {
  const { words } = useNames()
  const client = useQueryClient()
  const [decision, setDecision] = useState<AppealDecision>('rejected')
  const [text, setText] = useState('')
  const deciding = useMutation({
    mutationFn: () => decideAppeal(of, { decision, text: text.trim() }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['quality'] })
      showToast({ text: words.appeals.done })
    },
  })
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, deciding.error)
  const failure = formError(deciding.error)
  const wrong = fieldErrors(deciding.error).text
  return (
    <form
      ref={form}
      className={styles.stack}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!deciding.isPending) deciding.mutate()
      }}
    >
      <ChoiceList
        legend={words.appeals.decision}
        value={decision}
        choices={(['rejected', 'upheld'] as const).map((value) => ({
          value,
          label: words.appeals[value],
          help: value === 'upheld' ? words.appeals.upheldHelp : words.appeals.rejectedHelp,
        }))}
        onChange={setDecision}
      />
      <Textarea
        label={words.appeals.why}
        description={wrong ? undefined : words.appeals.whyHelp}
        error={fieldError(wrong)}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          deciding.reset()
        }}
      />
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        <BusyButton
          type="submit"
          label={words.appeals.send}
          busyLabel={words.appeals.sending}
          isBusy={deciding.isPending}
        />
      </div>
    </form>
  )
}
