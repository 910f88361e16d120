import { ApiFailure } from '../../api/failure.ts'

/** Who changed the settings and when, where the server told. */
export interface Who {
  by?: string | undefined
  at?: Date | undefined
}

export function isChangedMeanwhile(failure: unknown): failure is ApiFailure {
  return failure instanceof ApiFailure && failure.code === 'changed-meanwhile'
}

export function whoChanged(failure: ApiFailure): Who {
  const { by, at } = failure.facts
  return {
    ...(typeof by === 'string' && by !== '' && { by }),
    ...(typeof at === 'string' && { at: new Date(at) }),
  }
}
