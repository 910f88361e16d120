import { Button } from '@mantine/core'

import { CopyField } from '../../ui/copy-field.tsx'
import { useWords } from '../../words/index.ts'
import styles from './drawer.module.css'

interface InvitationLinkProps {
  name: string
  link: string
  onDone: () => void
}

/** Where no mail can be sent, the administrator hands the link over. */
export function InvitationLink({ name, link, onDone }: InvitationLinkProps) {
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
