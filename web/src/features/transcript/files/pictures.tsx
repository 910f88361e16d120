import type { FileView } from '@otklik/protocol'

import { useWords } from '../../../words/index.ts'
import { previewAddress } from '../../files/index.ts'
import { FileState } from './file-state.tsx'
import styles from './pictures.module.css'
import { shownSize } from './shown-size.ts'
import { useOpenViewer } from './viewer-context.ts'

/** One picture in its own shape, or several as a grid. */
export function Pictures({ files }: { files: readonly FileView[] }) {
  const { transcript } = useWords()
  const open = useOpenViewer()
  const only = files.length === 1 ? files[0] : undefined
  return (
    <div className={styles.grid} data-count={Math.min(files.length, 4)}>
      {files.map((file) =>
        file.state === 'stored' && file.hasPreview ? (
          <button
            key={file.id}
            type="button"
            className={styles.picture}
            style={only ? shownSize(file) : undefined}
            aria-label={transcript.openImage(file.name)}
            onClick={() => open(file.id)}
          >
            <img src={previewAddress(file.id)} alt="" loading="lazy" decoding="async" />
          </button>
        ) : (
          <div key={file.id} className={styles.missing} style={only ? shownSize(file) : undefined}>
            <FileState file={file} />
          </div>
        ),
      )}
    </div>
  )
}
