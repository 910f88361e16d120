import { NativeSelect, TextInput } from '@mantine/core'

import { ChoiceList } from '../../ui/choice-list.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { type Editing, fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import styles from './site-widget.module.css'
import type { WidgetValues } from './widget-values.ts'

/** Colour, side, language, and whether one can write here at all. */
export function LookBlock({ edit }: { edit: Editing<WidgetValues> }) {
  const { siteDesigner: words } = useWords()
  const { values, errors, change } = edit
  const colour = values['look.colour']
  return (
    <Block title={words.look}>
      <div className={styles.colour}>
        <TextInput
          id={fieldId('look.colour')}
          label={words.colour}
          value={colour}
          maxLength={7}
          error={fieldError(errors['look.colour'])}
          onChange={({ currentTarget }) => change({ 'look.colour': currentTarget.value })}
        />
        <input
          type="color"
          aria-label={words.chooseColour}
          className={styles.swatch}
          value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : '#000000'}
          onChange={({ currentTarget }) => change({ 'look.colour': currentTarget.value })}
        />
      </div>
      <ChoiceList
        legend={words.side}
        isRow
        value={values['look.side']}
        choices={(['right', 'left'] as const).map((value) => ({
          value,
          label: words.sides[value],
        }))}
        onChange={(side) => change({ 'look.side': side })}
      />
      <NativeSelect
        id={fieldId('look.language')}
        label={words.language}
        value={values['look.language']}
        data={(['auto', 'ru', 'en'] as const).map((value) => ({
          value,
          label: words.languages[value],
        }))}
        onChange={({ currentTarget }) =>
          change({ 'look.language': currentTarget.value as WidgetValues['look.language'] })
        }
      />
      <Switch
        label={words.hasChat}
        help={words.hasChatHelp}
        isOn={values['look.hasChat']}
        onChange={(next) => change({ 'look.hasChat': next })}
      />
    </Block>
  )
}
