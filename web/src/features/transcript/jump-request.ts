import { Store } from '../../ui/store.ts'

export interface JumpRequest {
  conversationId: string
  messageId: string
  /** Whoever asks goes on typing. */
  keepsFocus?: boolean
}

/** A message that somebody wants to see in a transcript that may still have to open. */
export const jumpRequest = new Store<JumpRequest | undefined>(undefined)

export function requestJump(request: JumpRequest): void {
  jumpRequest.set(request)
}
