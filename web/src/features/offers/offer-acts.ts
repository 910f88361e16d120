/** What can be done with an offer. */
export interface OfferActs {
  accept: (id: string) => void
  decline: (id: string) => void
  look: (id: string) => void
}
