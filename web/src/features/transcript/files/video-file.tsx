import type { FileView } from '@otklik/protocol'

import { IconButton } from '../../../ui/icon-button.tsx'
import { useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import { soloProps } from './only-one.ts'
import { shownSize } from './shown-size.ts'
import styles from './video-file.module.css'
import { useOpenViewer } from './viewer-context.ts'

export function VideoFile({ file }: { file: FileView }) {
  const { list, transcript } = useWords()
  const open = useOpenViewer()
  const isAnimation = file.kind === 'animation'
  return (
    <div className={styles.place}>
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
        {...(isAnimation ? {} : soloProps)}
      />
      <IconButton
        icon="expand"
        className={styles.expand}
        label={transcript.openVideo(file.name)}
        onClick={() => open(file.id)}
      />
    </div>
  )
}
