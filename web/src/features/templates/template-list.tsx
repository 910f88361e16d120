import { Button, TextInput } from '@mantine/core'
import type { TemplateState as State, Template } from '@otklik/protocol/settings'
import { useState } from 'react'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { Icon } from '../../ui/icons.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { matches } from './matches.ts'
import styles from './template-list.module.css'
import { TemplateState } from './template-state.tsx'
import { useLanguageName } from './template-words.ts'

interface TemplateListProps {
  templates: readonly Template[]
  onOpen: (id: string) => void
}

/** Every template with its state; what is archived is asked for (WA-07). */
export function TemplateList({ templates, onOpen }: TemplateListProps) {
  const { templates: words } = useWords()
  const [search, setSearch] = useState('')
  const [state, setState] = useState('')
  if (templates.length === 0) {
    return <StateView icon="message" title={words.empty} help={words.emptyHelp} />
  }
  const shown = templates.filter(
    (template) =>
      (state ? template.state === state : template.state !== 'archived') &&
      matches(template, search),
  )
  return (
    <>
      <div className={styles.tools}>
        <TextInput
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <FilterChoice
          label={words.byState}
          all={words.allStates}
          value={state}
          options={Object.entries(words.states).map(([id, name]) => ({ id, name }))}
          onChange={(next) => setState(next as State | '')}
        />
        <p className={styles.count} role="status">
          {words.found(shown.length)}
        </p>
      </div>
      {shown.length > 0 ? (
        <ul className={styles.list}>
          {shown.map((template) => (
            <Row key={template.id} template={template} onOpen={() => onOpen(template.id)} />
          ))}
        </ul>
      ) : (
        <StateView
          icon="message"
          title={words.nothingFound}
          action={
            <Button
              variant="default"
              onClick={() => {
                setSearch('')
                setState('')
              }}
            >
              {words.resetFilter}
            </Button>
          }
        />
      )}
    </>
  )
}

function Row({ template, onOpen }: { template: Template; onOpen: () => void }) {
  const { templates: words } = useWords()
  const languageName = useLanguageName()
  const { name, language, category, content, reason } = template
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <button type="button" className={styles.open} aria-haspopup="dialog" onClick={onOpen}>
          {name}
        </button>
        <p className={styles.text}>{content.body}</p>
        {reason ? (
          <p className={styles.reason}>
            {words.reason}: {reason}
          </p>
        ) : null}
      </div>
      <span className={styles.facts}>
        {languageName(language)} · {words.categories[category]}
      </span>
      <span className={styles.state}>
        <TemplateState template={template} />
      </span>
      <Icon name="chevronRight" className={styles.chevron} />
    </li>
  )
}
