/** The platform says no: an HTTP status, a dotted code and words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const badPayload = (message: string) => new Refusal(400, 'proto.payload', message)
export const isMissing = (name: string) => badPayload(`Missing required parameter: ${name}`)
export const denied = (message: string) => new Refusal(403, 'chat.denied', message)
export const invalidToken = (message = 'Invalid access_token') =>
  new Refusal(401, 'verify.token', message)
export const messageNotFound = () => new Refusal(404, 'message.not.found', 'Message not found')
export const chatNotFound = (id: number) =>
  new Refusal(404, 'chat.not.found', `Chat ${id} not found`)
export const notReady = () =>
  new Refusal(400, 'attachment.not.ready', 'Key: errors.process.attachment.file.not.processed')
