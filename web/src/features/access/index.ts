export { AccessCard } from './access-card.tsx'
export { PasswordField } from './password-field.tsx'
export { StartWork } from './start-work.tsx'
