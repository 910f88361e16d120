import type { FileView } from '@otklik/protocol'

import { useWords } from '../../../words/index.ts'
import { fileAddress, previewAddress } from '../../files/index.ts'
import { DocumentFile } from './document-file.tsx'
import styles from './sticker.module.css'

export function Sticker({ file }: { file: FileView }) {
  const { list } = useWords()
  const name = list.content.sticker
  if (file.hasPreview) {
    return <img className={styles.sticker} src={previewAddress(file.id)} alt={name} />
  }
  if (file.mime?.startsWith('video/')) {
    return (
      <video className={styles.sticker} src={fileAddress(file.id)} aria-label={name} muted loop />
    )
  }
  return <DocumentFile file={file} />
}
