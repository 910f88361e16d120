export { getContactCard } from './api/get-contact-card.ts'
export { ContactCard } from './contact-card.tsx'
