import type { TopicRequirement } from '@otklik/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { labelsQuery, requireTopic } from './api/labels.ts'
import styles from './label-list.module.css'

interface RequirementFormProps {
  requirement: TopicRequirement
  hasTopics: boolean
}

/** «Требовать тематику при закрытии» */
export function RequirementForm({ requirement, hasTopics }: RequirementFormProps) {
  const { labels: words } = useWords()
  const client = useQueryClient()
  const teams = useFeedState((state) => state.teams)
  const [draft, setDraft] = useState<TopicRequirement>()
  const shown = draft ?? requirement
  const saving = useMutation({
    mutationFn: () => requireTopic(shown),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: labelsQuery.queryKey })
      setDraft(undefined)
    },
  })
  const toggle = (id: string, isChosen: boolean) => {
    const others = shown.teamIds.filter((each) => each !== id)
    setDraft({ ...shown, teamIds: isChosen ? [...others, id] : others })
  }
  const wrong = fieldErrors(saving.error).teamIds
  const failure = formError(saving.error)
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <ChoiceList
        legend={words.requirement}
        isLegendHidden
        value={shown.of}
        choices={(['nobody', 'everybody', 'teams'] as const).map((value) => ({
          value,
          label: words.of[value],
        }))}
        onChange={(of) => setDraft({ ...shown, of })}
      />
      {shown.of === 'teams' ? (
        <fieldset className={styles.teams} aria-label={words.teams}>
          {[...teams.values()].map(({ id, name }) => (
            <TickBox
              key={id}
              label={name}
              checked={shown.teamIds.includes(id)}
              onChange={(isChosen) => toggle(id, isChosen)}
            />
          ))}
          {fieldError(wrong)}
        </fieldset>
      ) : null}
      {shown.of !== 'nobody' && !hasTopics ? <Notice>{words.nothingToChoose}</Notice> : null}
      {failure ? (
        <Notice tone="danger" isNew>
          {failure}
        </Notice>
      ) : null}
      <div>
        <BusyButton
          type="submit"
          label={draft ? words.save : words.saved}
          isBusy={saving.isPending}
          isOff={!draft}
        />
      </div>
    </form>
  )
}
