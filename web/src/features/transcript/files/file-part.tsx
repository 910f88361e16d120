import type { FileView } from '@otklik/protocol'

import { AudioPlayer } from './audio-player.tsx'
import { DocumentFile } from './document-file.tsx'
import { RoundVideo } from './round-video.tsx'
import { Sticker } from './sticker.tsx'
import { VideoFile } from './video-file.tsx'

/** Anything that is not a picture in a grid. */
export function FilePart({ file }: { file: FileView }) {
  if (file.state !== 'stored') return <DocumentFile file={file} />
  switch (file.kind) {
    case 'voice':
    case 'audio':
      return <AudioPlayer file={file} />
    case 'round-video':
      return <RoundVideo file={file} />
    case 'video':
    case 'animation':
      return <VideoFile file={file} />
    case 'sticker':
      return <Sticker file={file} />
    default:
      return <DocumentFile file={file} />
  }
}

/** Shown as a picture, alone or in a grid. */
export function isPicture(file: FileView): boolean {
  const isGif = file.kind === 'animation' && file.mime === 'image/gif'
  return (file.kind === 'image' || isGif) && (file.hasPreview || file.state === 'loading')
}
