import { ApiFailure } from '../api/failure.ts'

/** What an address names is not there for this reader, or what stands in it is no id at all. */
export function isMissing(failure: unknown): boolean {
  return failure instanceof ApiFailure && (failure.status === 404 || failure.status === 400)
}
