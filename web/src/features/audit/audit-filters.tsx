import type { AuditSubject } from '@otklik/protocol/settings'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { useWords } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import type { AuditFilter } from './api/get-audit.ts'
import styles from './audit-filters.module.css'
import { useFilter } from './use-filter.ts'

export function AuditFilters() {
  const { audit: words } = useWords()
  const operators = useFeedState((state) => state.operators)
  const { filter, choose } = useFilter()
  const { subject = '', authorId = '' } = filter
  const kinds = Object.entries(words.kinds).map(([id, name]) => ({ id, name }))
  return (
    <div className={styles.filters}>
      <FilterChoice
        label={words.bySubject}
        all={words.allSubjects}
        value={subject}
        options={kinds}
        onChange={(kind) => choose(filterOf(kind as AuditSubject | '', authorId))}
      />
      <FilterChoice
        label={words.byAuthor}
        all={words.allAuthors}
        value={authorId}
        options={[...operators.values()]}
        onChange={(id) => choose({ ...without(filter, 'authorId'), ...(id && { authorId: id }) })}
      />
    </div>
  )
}

/** Another kind of settings is not about the one object that was looked at. */
const filterOf = (subject: AuditSubject | '', authorId: string): AuditFilter => ({
  ...(subject && { subject }),
  ...(authorId && { authorId }),
})

function without({ ...filter }: AuditFilter, name: keyof AuditFilter): AuditFilter {
  delete filter[name]
  return filter
}
