import { TextInput } from '@mantine/core'
import type { Criterion } from '@otklik/protocol/reports'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Segments } from '../../ui/segments.tsx'
import { TickBox } from '../../ui/tick-box.tsx'
import styles from './forms.module.css'
import { useNames } from './use-names.ts'

interface CriterionEditorProps {
  criterion: Criterion
  place: number
  weights: number
  errorOf: (field: 'title' | 'help' | 'weight') => string | undefined
  onChange: (criterion: Criterion) => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onRemove: (() => void) | undefined
}

export function CriterionEditor(props: CriterionEditorProps) {
  const { criterion, place, weights, errorOf, onChange, onUp, onDown, onRemove } = props
  const { words, percent } = useNames()
  const { title, weight } = criterion
  const name = title || words.card.untitled
  const change = (part: Partial<Criterion>) => onChange({ ...criterion, ...part })
  const share = Number.isFinite(weight) && weights > 0 ? Math.round((100 * weight) / weights) : 0
  return (
    <div className={styles.criterion}>
      <div className={styles.line}>
        <TextInput
          className={styles.grow ?? ''}
          aria-label={words.card.criterion(place + 1)}
          placeholder={words.card.criterionTitle}
          maxLength={200}
          value={title}
          error={fieldError(errorOf('title'))}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        {onUp ? (
          <IconButton
            icon="chevronDown"
            className={styles.up}
            label={words.card.moveUp(name)}
            onClick={onUp}
          />
        ) : null}
        {onDown ? (
          <IconButton icon="chevronDown" label={words.card.moveDown(name)} onClick={onDown} />
        ) : null}
        {onRemove ? (
          <IconButton icon="trash" label={words.card.removeCriterion(name)} onClick={onRemove} />
        ) : null}
      </div>
      <TextInput
        aria-label={`${words.card.help}: ${name}`}
        placeholder={words.card.help}
        maxLength={500}
        value={criterion.help}
        error={fieldError(errorOf('help'))}
        onChange={(event) => change({ help: event.currentTarget.value })}
      />
      <div className={styles.weights}>
        <TextInput
          label={words.card.weight}
          inputMode="numeric"
          value={Number.isFinite(weight) ? String(weight) : ''}
          error={fieldError(errorOf('weight'))}
          onChange={(event) => {
            const { value } = event.currentTarget
            change({ weight: /^\d+$/.test(value) ? Number(value) : Number.NaN })
          }}
        />
        <Segments
          legend={words.card.scale}
          value={criterion.scale}
          segments={(['yes-no', 'five'] as const).map((value) => ({
            value,
            label: words.card.scales[value],
          }))}
          help={words.card.share(percent(share))}
          onChange={(scale) => change({ scale })}
        />
      </div>
      <TickBox
        label={words.card.isCritical}
        checked={criterion.isCritical}
        onChange={(isCritical) => change({ isCritical })}
      />
      <TickBox
        label={words.card.mayNotApply}
        checked={criterion.mayNotApply}
        onChange={(mayNotApply) => change({ mayNotApply })}
      />
    </div>
  )
}
