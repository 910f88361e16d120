import type { FileView, Message } from '@otklik/protocol'

/** What the viewer steps through, as the transcript has it. */
export function viewableOf(messages: readonly Message[]): FileView[] {
  return messages.flatMap(({ files = [], deletedAt }) =>
    deletedAt ? [] : files.filter(isViewable),
  )
}

function isViewable(file: FileView): boolean {
  if (file.state !== 'stored') return false
  return isFilm(file) || ((file.kind === 'image' || file.kind === 'animation') && file.hasPreview)
}

/** Played rather than looked at; a GIF is a picture. */
export function isFilm({ kind, mime }: FileView): boolean {
  return kind === 'video' || (kind === 'animation' && mime !== 'image/gif')
}
