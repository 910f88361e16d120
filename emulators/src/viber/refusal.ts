/** What the platform calls its statuses; HTTP says 200 whatever they are. */
const NAMES: Record<number, string> = {
  1: 'invalidUrl',
  2: 'invalidAuthToken',
  3: 'badData',
  4: 'missingData',
  5: 'receiverNotRegistered',
  6: 'notSubscribed',
  7: 'publicAccountBlocked',
  8: 'publicAccountNotFound',
  9: 'publicAccountSuspended',
  10: 'webhookNotSet',
  11: 'receiverNoSuitableDevice',
  12: 'tooManyRequests',
  13: 'apiVersionNotSupported',
  14: 'incompatibleWithVersion',
  15: 'publicAccountNotAuthorized',
  16: 'inchatReplyMessageNotAllowed',
  17: 'publicAccountIsNotInline',
  18: 'noPublicChat',
  19: 'cannotSendBroadcast',
  20: 'broadcastNotAllowed',
  21: 'unsupportedCountry',
  22: 'paymentUnsupported',
  23: 'freeMessagesExceeded',
  24: 'noBalance',
}

/** The platform says no. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: number
  /** Which field it was: the platform does not tell, the journal does. */
  readonly detail: string

  constructor(code: number, message = NAMES[code] ?? 'generalError', detail = '') {
    super(message)
    this.code = code
    this.detail = detail
  }
}

export const badData = (what: string) => new Refusal(3, undefined, what)
export const missingData = (what: string) => new Refusal(4, undefined, what)
