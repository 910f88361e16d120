export { ContactFormPlace } from './contact-form-place.tsx'
export { openContactForm } from './open-contact-form.ts'
