import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Asks for a customer's file once more after it could not be got. */
export function fetchFileAgain(fileId: string): Promise<unknown> {
  return request(api`files/${fileId}/fetch`, { method: 'POST' })
}
