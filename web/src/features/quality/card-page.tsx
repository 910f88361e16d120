import { TextInput } from '@mantine/core'
import type { Scorecard, ScorecardSection } from '@otklik/protocol/reports'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFocusWrongField } from '../../ui/use-focus-wrong-field.ts'
import { Block } from '../settings-shell/index.ts'
import { cardsQuery, createCard, editCard } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import { CriterionEditor } from './criterion-editor.tsx'
import styles from './forms.module.css'
import resultStyles from './operator-results.module.css'
import pageStyles from './quality-page.module.css'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

/** «Чек-лист»: its sections and weighted criteria. */
export function CardPage() {
  const { words } = useNames()
  const { cardId } = useParams({ from: '/signed-in/quality/cards/$cardId' })
  const asked = useQuery(cardsQuery)
  return (
    <main className={pageStyles.page} aria-label={words.setup.cards}>
      <AskView of={asked}>
        {(cards) => {
          const card = cards.find(({ id }) => id === cardId)
          if (!card && cardId !== 'new') return <StateView icon="lock" title={words.card.gone} />
          return <CardForm key={card?.version ?? 'new'} card={card} />
        }}
      </AskView>
    </main>
  )
}

const newCriterion = () => ({
  ...{ id: crypto.randomUUID(), title: '', help: '', weight: 1 },
  ...{ scale: 'yes-no' as const, isCritical: false, mayNotApply: false },
})
const newSection = (): ScorecardSection => ({
  ...{ id: crypto.randomUUID(), title: '' },
  criteria: [newCriterion()],
})

function CardForm({ card }: { card: Scorecard | undefined }) {
  const { words } = useNames()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState(card?.name ?? '')
  const [sections, setSections] = useState(() => card?.sections ?? [newSection()])
  const saving = useMutation({
    mutationFn: () =>
      card
        ? editCard(card.id, { version: card.version, name, sections })
        : createCard({ name, sections }),
    async onSuccess(saved) {
      showToast({ text: words.card.savedAt(saved.edition) })
      await client.invalidateQueries({ queryKey: ['quality'] })
      if (!card) await navigate({ to: '/quality/cards/$cardId', params: { cardId: saved.id } })
    },
  })
  const errors = fieldErrors(saving.error)
  const failure = formError(saving.error)
  const form = useRef<HTMLFormElement>(null)
  useFocusWrongField(form, saving.error)
  const weights = sections
    .flatMap(({ criteria }) => criteria)
    .reduce((sum, { weight }) => sum + (Number.isFinite(weight) ? weight : 0), 0)
  const change = (index: number, section: ScorecardSection | undefined) => {
    saving.reset()
    setSections((all) =>
      all.flatMap((each, place) => (place === index ? (section ? [section] : []) : [each])),
    )
  }
  return (
    <>
      <header className={pageStyles.head}>
        <Link
          to="/quality"
          search={{ part: 'setup' }}
          className={resultStyles.back}
          activeProps={{}}
        >
          <Icon name="chevronLeft" />
          {words.card.toSetup}
        </Link>
        <h1 className={pageStyles.title}>{card?.name ?? words.card.newTitle}</h1>
      </header>
      <div className={pageStyles.body}>
        <form
          ref={form}
          className={styles.narrow}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!saving.isPending) saving.mutate()
          }}
        >
          <Block title={words.card.name}>
            <TextInput
              aria-label={words.card.name}
              maxLength={80}
              value={name}
              error={fieldError(errors.name)}
              onChange={(event) => {
                setName(event.currentTarget.value)
                saving.reset()
              }}
            />
          </Block>
          {sections.map((section, index) => (
            <SectionEditor
              key={section.id}
              section={section}
              place={index}
              weights={weights}
              errors={errors}
              onChange={(changed) => change(index, changed)}
              onRemove={sections.length > 1 ? () => change(index, undefined) : undefined}
            />
          ))}
          <div>
            <TextButton onClick={() => setSections((all) => [...all, newSection()])}>
              {words.card.addSection}
            </TextButton>
          </div>
          {failure ? (
            <Notice tone="danger" isNew>
              {failure}
            </Notice>
          ) : null}
          <div className={styles.buttons}>
            <BusyButton
              type="submit"
              label={words.card.save}
              busyLabel={words.card.saving}
              isBusy={saving.isPending}
            />
          </div>
          <p className={tables.quiet}>{words.card.editionHelp}</p>
        </form>
      </div>
    </>
  )
}

interface SectionEditorProps {
  section: ScorecardSection
  place: number
  /** Of the whole card: what a weight comes to is a share of it. */
  weights: number
  errors: Record<string, string>
  onChange: (section: ScorecardSection) => void
  onRemove: (() => void) | undefined
}

function SectionEditor(props: SectionEditorProps) {
  const { section, place, weights, errors, onChange, onRemove } = props
  const { words } = useNames()
  const { criteria } = section
  const path = `sections.${place}`
  const move = (from: number, to: number) => {
    const moved = [...criteria]
    const [one] = moved.splice(from, 1)
    if (one) moved.splice(to, 0, one)
    onChange({ ...section, criteria: moved })
  }
  return (
    <Block
      title={words.card.section(place + 1)}
      aside={
        onRemove ? <TextButton onClick={onRemove}>{words.card.removeSection}</TextButton> : null
      }
    >
      <TextInput
        label={words.card.sectionTitle}
        maxLength={120}
        value={section.title}
        error={fieldError(errors[`${path}.title`])}
        onChange={(event) => onChange({ ...section, title: event.currentTarget.value })}
      />
      <div>
        {criteria.map((criterion, index) => (
          <CriterionEditor
            key={criterion.id}
            criterion={criterion}
            place={index}
            weights={weights}
            errorOf={(field) => errors[`${path}.criteria.${index}.${field}`]}
            onChange={(changed) =>
              onChange({ ...section, criteria: criteria.with(index, changed) })
            }
            onUp={index > 0 ? () => move(index, index - 1) : undefined}
            onDown={index < criteria.length - 1 ? () => move(index, index + 1) : undefined}
            onRemove={
              criteria.length > 1
                ? () => onChange({ ...section, criteria: criteria.toSpliced(index, 1) })
                : undefined
            }
          />
        ))}
      </div>
      <div>
        <TextButton
          onClick={() => onChange({ ...section, criteria: [...criteria, newCriterion()] })}
        >
          {words.card.addCriterion}
        </TextButton>
      </div>
    </Block>
  )
}
