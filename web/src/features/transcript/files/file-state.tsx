import type { FileView } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { Icon } from '../../../ui/icons.tsx'
import { useWords } from '../../../words/index.ts'
import { fetchFileAgain } from '../../files/index.ts'
import styles from './file-state.module.css'

/** A customer's file is named at once and arrives later, or does not. */
export function FileState({ file }: { file: FileView }) {
  const { transcript } = useWords()
  const again = useMutation({ mutationFn: () => fetchFileAgain(file.id) })
  const isBusy = file.state === 'loading' || again.isPending || again.isSuccess
  if (isBusy) {
    return (
      <span className={styles.state}>
        <Icon name="clock" size={14} />
        {transcript.fileLoading}
      </span>
    )
  }
  return (
    <span className={styles.state} data-tone="danger">
      <Icon name="failed" size={14} />
      <span>{file.state === 'too-large' ? transcript.fileTooLarge : transcript.fileFailed}</span>
      {file.state === 'failed' ? (
        <button type="button" className={styles.again} onClick={() => again.mutate()}>
          {transcript.fetchAgain}
        </button>
      ) : null}
    </span>
  )
}
