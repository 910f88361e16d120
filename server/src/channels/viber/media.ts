import type { LocalFile } from '../contract.ts'

const MEGABYTE = 1024 * 1024

/** https://developers.viber.com/docs/api/rest-bot-api/#message-types; what iPhones take as well. */
export const MAX_PICTURE_BYTES = MEGABYTE
export const MAX_VIDEO_BYTES = 26 * MEGABYTE
export const MAX_FILE_BYTES = 50 * MEGABYTE
export const MAX_FETCH_BYTES = 50 * MEGABYTE
const MAX_VIDEO_S = 180

export type MediaType = 'picture' | 'video' | 'file'

/** Anything that its own kind would refuse goes as a file. */
export function toMediaType({ kind, mime, bytes, durationS = 0 }: LocalFile): MediaType {
  const type = mime.toLowerCase().split(';')[0]?.trim()
  const isPicture = kind === 'image' && (type === 'image/jpeg' || type === 'image/png')
  if (isPicture && bytes <= MAX_PICTURE_BYTES) return 'picture'
  const isFilm = kind === 'video' && type === 'video/mp4'
  return isFilm && bytes <= MAX_VIDEO_BYTES && durationS <= MAX_VIDEO_S ? 'video' : 'file'
}

/** Refused by name: https://developers.viber.com/docs/api/rest-bot-api/#forbiddenFileFormats */
const forbidden = new Set(
  `action apk app bat bin cmd com command cpl csh exe gadget inf1 ins inx ipa isu job jse ksh lnk
  msc msi msp mst osx out paf pif prg ps1 reg rgs run scr sct shb shs u3p vb vbe vbs vbscript
  workflow ws wsf`.split(/\s+/),
)

export const isForbidden = (name: string): boolean =>
  forbidden.has(name.toLowerCase().split('.').at(-1) ?? '')
