import type { FileView } from '@otklik/protocol'
import { lazy, Suspense, useState } from 'react'

import { useWords } from '../../../words/index.ts'
import { previewAddress } from '../../files/index.ts'
import { FileState } from './file-state.tsx'
import styles from './pictures.module.css'
import { shownSize } from './shown-size.ts'

const Lightbox = lazy(() =>
  import('./lightbox.tsx').then((module) => ({ default: module.Lightbox })),
)

/** One picture in its own shape, or several as a grid. */
export function Pictures({ files }: { files: readonly FileView[] }) {
  const { transcript } = useWords()
  const [openId, setOpenId] = useState<string>()
  const stored = files.filter(({ state, hasPreview }) => state === 'stored' && hasPreview)
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
            onClick={() => setOpenId(file.id)}
          >
            <img src={previewAddress(file.id)} alt="" loading="lazy" decoding="async" />
          </button>
        ) : (
          <div key={file.id} className={styles.missing} style={only ? shownSize(file) : undefined}>
            <FileState file={file} />
          </div>
        ),
      )}
      {openId ? (
        <Suspense>
          <Lightbox files={stored} openId={openId} onClose={() => setOpenId(undefined)} />
        </Suspense>
      ) : null}
    </div>
  )
}
