import { Button } from '@mantine/core'

import { CopyField } from '../../ui/copy-field.tsx'
import { useWords } from '../../words/index.ts'
import styles from './companies.module.css'

interface OwnersLinkProps {
  name: string
  link: string
  onDone: () => void
}

/** Where no mail can be sent, the link is handed over. */
export function OwnersLink({ name, link, onDone }: OwnersLinkProps) {
  const { operators } = useWords()
  return (
    <div className={styles.stack}>
      <p className={styles.help}>{operators.handOverHelp(name)}</p>
      <CopyField label={operators.link} value={link} />
      <div className={styles.buttons}>
        <Button onClick={onDone}>{operators.done}</Button>
      </div>
    </div>
  )
}
