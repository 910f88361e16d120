import { Button, Modal, TextInput } from '@mantine/core'
import type { SecondFactorRule } from '@otklik/protocol/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { Block } from '../settings-shell/index.ts'
import { changeSecondFactorRule } from './api/change-second-factor-rule.ts'
import { secondFactorRuleQuery } from './api/second-factor-rule.ts'
import { Form } from './form.tsx'
import styles from './stack.module.css'
import { useRefresh } from './use-refresh.ts'

const USUAL_GRACE_DAYS = 7

/** «Требовать двухфакторный вход»: of everybody, from a day on. */
export function RuleBlock() {
  const { signIn } = useWords().protection
  const { data: rule } = useQuery(secondFactorRuleQuery)
  return (
    <Block title={signIn.ruleTitle} help={signIn.ruleHelp}>
      {rule ? <Rule rule={rule} /> : null}
    </Block>
  )
}

function Rule({ rule }: { rule: SecondFactorRule }) {
  const { signIn } = useWords().protection
  const formats = useFormats()
  const [isAsking, setAsking] = useState(false)
  const { requiredFrom, people, protectedPeople } = rule
  const stopping = useRuleChange(() => {})
  const error = formError(stopping.error)
  return (
    <>
      <p className={styles.help}>
        {requiredFrom ? signIn.ruleOn(formats.moment(new Date(requiredFrom))) : signIn.ruleOff}
        {' · '}
        {signIn.have(protectedPeople, people)}
      </p>
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
      <div className={styles.buttons}>
        {requiredFrom ? (
          <Button variant="default" onClick={() => stopping.mutate({ isRequired: false })}>
            {signIn.stop}
          </Button>
        ) : (
          <Button variant="default" onClick={() => setAsking(true)}>
            {signIn.require}
          </Button>
        )}
      </div>
      <RequireDialog isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

function RequireDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { common, protection } = useWords()
  const { signIn } = protection
  const [days, setDays] = useState(String(USUAL_GRACE_DAYS))
  const changing = useRuleChange(onClose)
  const problem = fieldErrors(changing.error).graceDays
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={signIn.askAll}
      size={440}
      withCloseButton={false}
    >
      <Form
        submit={signIn.require}
        isBusy={changing.isPending}
        failure={changing.error}
        onSubmit={() => {
          // What is no number is sent as it is: the server has the words for it.
          const graceDays = /^\d+$/.test(days.trim()) ? Number(days) : Number.NaN
          changing.mutate({ isRequired: true, graceDays })
        }}
        after={
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
        }
      >
        <TextInput
          label={signIn.grace}
          description={problem ? undefined : signIn.graceHelp}
          error={fieldError(problem)}
          inputMode="numeric"
          data-autofocus
          value={days}
          onChange={(event) => {
            setDays(event.currentTarget.value)
            changing.reset()
          }}
        />
      </Form>
    </Modal>
  )
}

function useRuleChange(onDone: () => void) {
  const client = useQueryClient()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: changeSecondFactorRule,
    onSuccess: async (rule) => {
      client.setQueryData(secondFactorRuleQuery.queryKey, rule)
      onDone()
      await refresh()
    },
  })
}
