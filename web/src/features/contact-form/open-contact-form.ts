import { Store } from '../../ui/store.ts'

/** The conversation whose customer is about to be sent a form. */
export const askedIn = new Store<string | undefined>(undefined)

export function openContactForm(conversationId: string): void {
  askedIn.set(conversationId)
}
