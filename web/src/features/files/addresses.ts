import { api } from '../../api/address.ts'

/** Where a file is downloaded from; its bytes as they came, with its own type. */
export function fileAddress(fileId: string): string {
  return api`files/${fileId}`
}

/** A re-encoded picture, safe to show. */
export function previewAddress(fileId: string): string {
  return api`files/${fileId}/preview`
}
