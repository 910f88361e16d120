import { randomBytes } from 'node:crypto'

/** Code, HTTP status, title: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const ERRORS: Record<number, [status: number, title: string]> = {
  0: [401, 'AuthException'],
  1: [400, 'API Unknown'],
  2: [503, 'API Service'],
  3: [500, 'API Method'],
  4: [400, 'API Too Many Calls'],
  10: [403, 'Permission Denied'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Access token has expired'],
  200: [403, 'API Permission'],
  368: [403, 'Temporarily blocked for policies violations'],
  80007: [400, 'Rate limit issues'],
  130429: [400, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, 'Business account is restricted from messaging users in this country'],
  131000: [500, 'Something went wrong'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131030: [400, 'Recipient phone number not in allowed list'],
  131031: [403, 'Account has been locked'],
  131037: [400, 'Display name approval is needed'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Incorrect certificate'],
  131047: [400, 'Re-engagement message'],
  131048: [400, 'Spam rate limit hit'],
  131049: [400, 'Meta chose not to deliver'],
  131050: [400, 'User has stopped marketing messages'],
  131051: [400, 'Unsupported message type'],
  131052: [400, 'Media download error'],
  131053: [400, 'Media upload error'],
  131055: [400, 'Method not allowed'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  131057: [500, 'Account in maintenance mode'],
  131062: [400, 'Business-scoped user ids are not supported for this message'],
  131064: [400, 'Messaging limit reached'],
  132000: [400, 'Template param count mismatch'],
  132001: [404, 'Template does not exist'],
  132005: [400, 'Template hydrated text too long'],
  132007: [400, 'Template format character policy violated'],
  132012: [400, 'Template parameter format mismatch'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'Template parameters are invalid'],
  133000: [500, 'Incomplete deregistration'],
  133004: [503, 'Server temporarily unavailable'],
  133005: [400, 'Two step verification PIN mismatch'],
  133006: [400, 'Phone number re-verification needed'],
  133010: [400, 'Phone number not registered'],
  133015: [400, 'Wait a few minutes before registering'],
  133016: [400, 'Too many registration attempts'],
  135000: [400, 'Generic user error'],
}

export const titleOf = (code: number) => ERRORS[code]?.[1] ?? 'Something went wrong'

interface Extra {
  details?: string
  subcode?: number
  type?: string
  userTitle?: string
  userMessage?: string
}

/** Meta says no. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly status: number
  readonly extra: Extra

  constructor(code: number, message: string, extra: Extra = {}) {
    super(message)
    this.code = code
    this.status = ERRORS[code]?.[0] ?? 400
    this.extra = extra
  }

  body(): object {
    const { details, subcode, type = 'OAuthException', userTitle, userMessage } = this.extra
    return {
      error: {
        message: this.message,
        type,
        code: this.code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(details && { error_data: { messaging_product: 'whatsapp', details } }),
        ...(userTitle && {
          is_transient: false,
          error_user_title: userTitle,
          error_user_msg: userMessage,
        }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    }
  }
}

/** A refusal of the messaging API: title in the message, what is meant in the details. */
export function refuse(code: number, details?: string): GraphError {
  return new GraphError(code, `(#${code}) ${titleOf(code)}`, details ? { details } : {})
}

/** The mistake is in a parameter of the call, which the message names. */
export const badParameter = (message: string) => new GraphError(100, `(#100) ${message}`)

/** An id that is nothing, or not of the token's account. */
export function noSuchObject(id: string, method = 'get'): GraphError {
  return new GraphError(
    100,
    `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due ` +
      'to missing permissions, or does not support this operation',
    { type: 'GraphMethodException', subcode: 33 },
  )
}

export const expiredToken = () =>
  new GraphError(
    190,
    'Error validating access token: Session has expired or the token has been revoked.',
    { subcode: 463 },
  )
