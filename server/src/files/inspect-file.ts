import { fileTypeFromFile } from 'file-type'

/** What a file is by its bytes: its name and the type somebody gave it are not believed. */
export interface Inspected {
  mime: string
  width?: number
  height?: number
  hasPreview: boolean
}

/** The only kinds we open. SVG is not one: it is a program. */
const rasters = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])
const MOST_PIXELS = 40_000_000
/** A line of pixels is no picture to look at: screens, browsers and platforms choke on its length. */
const LONGEST_SIDE = 32_000
const PREVIEW_SIZE = 1600

/**
 * One at a time: a picture of the most pixels takes some 160 MB while it is open, and libuv's few
 * threads serve files and name look-ups as well.
 */
let last: Promise<unknown> = Promise.resolve()

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = last.then(work)
  last = mine.catch(() => {})
  return mine
}

/** Read with the first picture: no server that only starts needs it. */
async function openPicture(path: string) {
  const { default: sharp } = await import('sharp')
  sharp.concurrency(1)
  return sharp(path, { limitInputPixels: MOST_PIXELS }).rotate()
}

/** Types the file, and re-encodes a picture: only what we encoded ourselves is shown inline. */
export async function inspectFile(path: string, previewPath: string): Promise<Inspected> {
  const type = await fileTypeFromFile(path).catch(() => undefined)
  const mime = type?.mime ?? 'application/octet-stream'
  if (!rasters.has(mime)) return { mime, hasPreview: false }
  return inTurn(async () => {
    try {
      const picture = await openPicture(path)
      const { width, height, orientation = 1 } = await picture.metadata()
      if (Math.max(width, height) > LONGEST_SIDE) return { mime, hasPreview: false }
      await picture
        .resize({
          width: PREVIEW_SIZE,
          height: PREVIEW_SIZE,
          fit: 'inside',
          withoutEnlargement: true,
        })
        .webp({ quality: 82 })
        .toFile(previewPath)
      const isTurned = orientation > 4
      return {
        mime,
        hasPreview: true,
        width: isTurned ? height : width,
        height: isTurned ? width : height,
      }
    } catch {
      // A picture that cannot be read is still a file.
      return { mime, hasPreview: false }
    }
  })
}
