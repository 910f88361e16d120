/** What the real platform says with each of its codes. */
const SENTENCES: Record<number, string> = {
  1: 'Unknown error occurred',
  2: 'Application is disabled. Enable your application or use test mode',
  3: 'Unknown method passed',
  5: 'User authorization failed: invalid access_token (4).',
  6: 'Too many requests per second',
  7: 'Permission to perform this action is denied',
  8: 'Invalid request',
  9: 'Flood control',
  10: 'Internal server error',
  12: 'Unable to compile code',
  13: 'Runtime error occurred during code invocation',
  14: 'Captcha needed',
  15: 'Access denied',
  18: 'User was deleted or banned',
  27: 'Group authorization failed: method is unavailable with group auth.',
  28: 'Application authorization failed: method is unavailable with service token.',
  29: 'Rate limit reached',
  100: 'One of the parameters specified was missing or invalid',
  105: "Couldn't save file",
  113: 'Invalid user id',
  121: 'Invalid hash',
  125: 'Invalid group id',
  129: 'Invalid photo',
  211: 'Access to wall comment denied',
  212: 'Access to post comments denied',
  213: 'Access to status replies denied',
  222: 'Hyperlinks are forbidden',
  223: 'Too many replies',
  801: 'Comments for this video are closed',
  900: "Can't send messages for users from blacklist",
  901: "Can't send messages for users without permission",
  902: "Can't send messages to this user due to their privacy settings",
  909: "Can't edit this message, because it's too old",
  911: 'Keyboard format is invalid',
  912: 'This is a chat bot feature, change this status in settings',
  913: 'Too many forwarded messages',
  914: 'Message is too long',
  917: "You don't have access to this chat",
  920: "Can't edit this kind of message",
  921: "Can't forward these messages",
  924: "Can't delete this message for everybody",
  936: 'Contact not found',
  943: 'Cannot use this intent',
  1401: 'Comments for this market are closed',
  2000: 'Callback API servers limit reached',
  9999: 'Not supported http method',
}

/** A refusal of the platform: with HTTP 200 all the same. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: number
  readonly extra: Record<string, unknown>

  constructor(code: number, detail?: string, extra: Record<string, unknown> = {}) {
    const sentence = SENTENCES[code] ?? 'Unknown error occurred'
    super(
      detail === undefined
        ? sentence
        : detail.startsWith('!')
          ? detail.slice(1)
          : `${sentence}: ${detail}`,
    )
    this.code = code
    this.extra = extra
  }
}

export const isInvalid = (what: string) => new ApiError(100, what)
export const isMissing = (name: string) => new ApiError(100, `${name} is undefined`)
