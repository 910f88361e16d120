import { Store } from '../../ui/store.ts'

/** Whose shift is being handed over; opened from a menu, drawn over whatever page there is. */
export const handoverAsked = new Store<string | undefined>(undefined)

export function askForHandover(operatorId: string): void {
  handoverAsked.set(operatorId)
}
