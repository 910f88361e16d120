import type { FileView } from '@otklik/protocol'

import { useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import { shownSize } from './shown-size.ts'
import styles from './video-file.module.css'

export function VideoFile({ file }: { file: FileView }) {
  const { list } = useWords()
  const isAnimation = file.kind === 'animation'
  return (
    <video
      className={styles.video}
      style={shownSize(file)}
      aria-label={[list.content[file.kind], file.name].filter(Boolean).join(': ')}
      src={fileAddress(file.id)}
      poster={file.hasPreview ? previewAddress(file.id) : undefined}
      preload={file.hasPreview ? 'none' : 'metadata'}
      controls
      playsInline
      loop={isAnimation}
      muted={isAnimation}
    />
  )
}
