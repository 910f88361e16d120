export {
  type Access,
  type BotCaller,
  type Caller,
  type DeclaredRoute,
  type FindBot,
  type FindCaller,
  type FindKey,
  type HeldSession,
  isOpen,
  requirePermission,
} from './access.ts'
export { answerErrorsByPage } from './answer-errors.ts'
export type { App } from './app.ts'
export { createHttpServer, type HttpServerOptions } from './create-http-server.ts'
export { parseJson, withoutNul } from './json.ts'
export { isTooDeep, maxJsonDepth } from './json-limits.ts'
export { languageOf, readersLanguage } from './language.ts'
export { createLimits, type Limits, networkOf } from './limits.ts'
export { createLog } from './log.ts'
export { isFromOurPage, originOf } from './origin.ts'
export { lookAtCertificate } from './outgoing-certificate.ts'
export { packAnswer } from './pack-answer.ts'
export { acceptRawBodies } from './raw-body.ts'
export {
  type Facts,
  type FieldProblem,
  InvalidFieldsError,
  NotFoundError,
  Refusal,
  type Said,
  TooManyRequestsError,
} from './refusal.ts'
export { describeRefusal } from './sentences.ts'
export { serveWeb } from './web-files.ts'
