/** Whoever declined knows where the offer went, and needs no sentence about it. */
export const declinedHere = new Set<string>()
