import type { Session } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useWords } from '../../words/index.ts'
import styles from './company-choice.module.css'

interface CompanyChoiceProps {
  companies: Session['accounts']
  error: string | undefined
  onChoose: (id: string) => void
}

export function CompanyChoice({ companies, error, onChoose }: CompanyChoiceProps) {
  const { access, common } = useWords()
  return (
    <div className={styles.choice}>
      <h2 className={styles.title}>{access.signIn.company}</h2>
      <p className={styles.help}>{access.signIn.companyHelp}</p>
      <ul className={styles.list}>
        {companies.map(({ id, name, isSuspended }, index) => (
          <li key={id}>
            <button
              type="button"
              className={styles.company}
              // biome-ignore lint/a11y/noAutofocus: the form with the focus has just given way to this
              autoFocus={index === 0}
              onClick={() => onChoose(id)}
            >
              <Avatar name={name} size="sm" />
              <span className={styles.name}>
                {name}
                {isSuspended ? <span className={styles.mark}>{common.suspendedMark}</span> : null}
              </span>
              <Icon name="chevronRight" />
            </button>
          </li>
        ))}
      </ul>
      {error ? (
        <Notice tone="danger" isNew>
          {error}
        </Notice>
      ) : null}
    </div>
  )
}
