export { useBadge } from './use-badge.ts'
export { useNotices } from './use-notices.ts'
export { useOfferNotices } from './use-offer-notices.ts'
export { useWorker } from './use-worker.ts'
