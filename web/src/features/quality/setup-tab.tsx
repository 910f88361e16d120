import { TextInput } from '@mantine/core'
import type { QualitySettings, SamplingRule, Scorecard } from '@otklik/protocol/reports'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { fieldErrors, formError } from '../../ui/form-failure.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { showToast } from '../../ui/toasts.ts'
import { Block } from '../settings-shell/index.ts'
import {
  cardsQuery,
  deleteRule,
  editCard,
  editSettings,
  rulesQuery,
  settingsQuery,
} from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import styles from './forms.module.css'
import { RuleButton } from './rule-drawer.tsx'
import tables from './tables.module.css'
import { useNames } from './use-names.ts'

/** «Настройка»: scorecards, what is chosen for review, and for how long one may appeal. */
export function SetupTab() {
  const cards = useQuery(cardsQuery)
  const rules = useQuery(rulesQuery)
  const settings = useQuery(settingsQuery)
  return (
    <div className={styles.narrow}>
      <AskView of={cards}>
        {(all) => (
          <>
            <Cards cards={all} />
            <AskView of={rules}>{(found) => <Rules rules={found} cards={all} />}</AskView>
          </>
        )}
      </AskView>
      <AskView of={settings}>
        {(found) => <AppealDays key={found.version} settings={found} />}
      </AskView>
    </div>
  )
}

function Cards({ cards }: { cards: readonly Scorecard[] }) {
  const { words } = useNames()
  const client = useQueryClient()
  const archiving = useMutation({
    mutationFn: ({ id, version, isArchived }: Scorecard) =>
      editCard(id, { version, isArchived: !isArchived }),
    onSettled: () => client.invalidateQueries({ queryKey: ['quality'] }),
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  return (
    <Block title={words.setup.cards} help={words.setup.cardsHelp}>
      {cards.length === 0 ? (
        <p className={tables.quiet}>{words.setup.noCards}</p>
      ) : (
        <ul className={styles.list} aria-label={words.setup.cards}>
          {cards.map((card) => (
            <li key={card.id} className={styles.row}>
              <div className={styles.words}>
                <Link
                  to="/quality/cards/$cardId"
                  params={{ cardId: card.id }}
                  className={tables.name}
                >
                  {card.name}
                </Link>
                <span className={tables.second}>
                  {words.setup.criteria(
                    card.sections.reduce((sum, { criteria }) => sum + criteria.length, 0),
                  )}{' '}
                  · {words.setup.edition(card.edition)}
                  {card.isArchived ? ` · ${words.setup.inArchive}` : null}
                </span>
              </div>
              <TextButton
                aria-label={`${card.isArchived ? words.setup.restore : words.setup.archive}: ${card.name}`}
                onClick={() => archiving.mutate(card)}
              >
                {card.isArchived ? words.setup.restore : words.setup.archive}
              </TextButton>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        <ButtonLink variant="default" to="/quality/cards/$cardId" params={{ cardId: 'new' }}>
          {words.setup.addCard}
        </ButtonLink>
      </div>
    </Block>
  )
}

function Rules({ rules, cards }: { rules: readonly SamplingRule[]; cards: readonly Scorecard[] }) {
  const { words } = useNames()
  const active = cards.filter(({ isArchived }) => !isArchived)
  return (
    <Block title={words.setup.rules} help={words.setup.rulesHelp}>
      {rules.length === 0 ? (
        <p className={tables.quiet}>{words.setup.noRules}</p>
      ) : (
        <ul className={styles.list} aria-label={words.setup.rules}>
          {rules.map((rule) => (
            <li key={rule.id} className={styles.row}>
              <div className={styles.words}>
                <span className={tables.name}>{rule.name}</span>
                <span className={tables.second}>
                  {words.rule.kinds[rule.kind]} · {words.setup.perWeek(rule.perOperator)}
                  {rule.isOn ? null : ` · ${words.setup.isOff}`}
                </span>
              </div>
              <RuleButton
                rule={rule}
                cards={cards}
                label={words.setup.edit}
                name={`${words.setup.edit}: ${rule.name}`}
              />
              <DeleteButton rule={rule} />
            </li>
          ))}
        </ul>
      )}
      {active.length > 0 ? (
        <div className={styles.buttons}>
          <RuleButton cards={active} label={words.setup.addRule} name={words.setup.addRule} />
        </div>
      ) : null}
    </Block>
  )
}

function DeleteButton({ rule }: { rule: SamplingRule }) {
  const { words } = useNames()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const deleting = useMutation({
    mutationFn: () => deleteRule(rule.id),
    async onSuccess() {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['quality'] })
    },
  })
  return (
    <>
      <TextButton
        aria-label={`${words.setup.delete}: ${rule.name}`}
        onClick={() => setAsking(true)}
      >
        {words.setup.delete}
      </TextButton>
      <ConfirmDialog
        title={words.setup.deleteTitle(rule.name)}
        confirm={words.setup.delete}
        refuse={words.setup.keep}
        isOpen={isAsking}
        isBusy={deleting.isPending}
        failure={deleting.error}
        onConfirm={() => deleting.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.setup.deleteHelp}
      </ConfirmDialog>
    </>
  )
}

function AppealDays({ settings }: { settings: QualitySettings }) {
  const { words } = useNames()
  const client = useQueryClient()
  const [days, setDays] = useState(String(settings.appealDays))
  const saving = useMutation({
    mutationFn: () =>
      editSettings({
        version: settings.version,
        appealDays: /^\d+$/.test(days.trim()) ? Number(days) : Number.NaN,
      }),
    async onSuccess() {
      showToast({ text: words.setup.saved })
      await client.invalidateQueries({ queryKey: ['quality'] })
    },
  })
  const wrong = fieldErrors(saving.error).appealDays ?? formError(saving.error)
  return (
    <Block title={words.setup.appealDays} help={words.setup.appealDaysHelp}>
      <form
        className={styles.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!saving.isPending) saving.mutate()
        }}
      >
        <TextInput
          label={words.setup.daysLabel}
          inputMode="numeric"
          maw={160}
          value={days}
          error={fieldError(wrong)}
          onChange={(event) => {
            setDays(event.currentTarget.value)
            saving.reset()
          }}
        />
        <div className={styles.buttons}>
          <BusyButton
            type="submit"
            variant="default"
            label={words.rule.save}
            busyLabel={words.rule.saving}
            isBusy={saving.isPending}
          />
        </div>
      </form>
    </Block>
  )
}
