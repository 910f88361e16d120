export { createKeyCheck, isKeyCheckOld } from './key-check.ts'
export { type KeySource, openKeyRing } from './key-file.ts'
export { createKeyRing, type KeyRing, SecretKeyError } from './key-ring.ts'
export { CannotOpenError, createSecretBox, maskSecret, type Place, type SecretBox } from './seal.ts'
