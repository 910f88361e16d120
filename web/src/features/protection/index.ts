export { NamesBlock } from './names-block.tsx'
export { PasswordBlock } from './password-block.tsx'
export { SecondFactorBlock } from './second-factor-block.tsx'
export { SessionsBlock } from './sessions-block.tsx'
