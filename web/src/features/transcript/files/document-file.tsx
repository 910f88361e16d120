import type { FileView } from '@otklik/protocol'

import { Icon, type IconName } from '../../../ui/icons.tsx'
import { useFormats, useWords } from '../../../words/index.ts'
import { fileAddress } from '../../files/index.ts'
import styles from './document-file.module.css'
import { FileState } from './file-state.tsx'

const icons: Record<FileView['kind'], IconName> = {
  image: 'image',
  video: 'video',
  'round-video': 'video',
  animation: 'video',
  audio: 'music',
  voice: 'music',
  sticker: 'smile',
  document: 'file',
}

export function DocumentFile({ file }: { file: FileView }) {
  const { transcript, list } = useWords()
  const formats = useFormats()
  const kind = list.content[file.kind]
  const name = file.name || kind
  const facts = [kind, file.bytes === undefined ? '' : formats.bytes(file.bytes)]
  const isStored = file.state === 'stored'
  return (
    <div className={styles.file}>
      <span className={styles.icon}>
        <Icon name={icons[file.kind]} size={18} />
      </span>
      <span className={styles.lines}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {isStored ? (
          <span className={styles.facts}>{facts.filter(Boolean).join(', ')}</span>
        ) : (
          <FileState file={file} />
        )}
      </span>
      {isStored ? (
        <a
          className={styles.download}
          href={fileAddress(file.id)}
          download={name}
          aria-label={transcript.download(name)}
          title={transcript.download(name)}
        >
          <Icon name="download" />
        </a>
      ) : null}
    </div>
  )
}
