export { useNotices } from './use-notices.ts'
export { useOfferNotices } from './use-offer-notices.ts'
