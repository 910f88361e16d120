export interface Letter {
  to: string
  subject: string
  text: string
  /** Sent again by mistake, it is known to be the same. */
  messageId?: string
  attachments?: { filename: string; contentType: string; content: Buffer }[]
}

export interface Mail {
  /** Without a mail server, administrators hand links over themselves. */
  readonly canSend: boolean
  send(letter: Letter): Promise<void>
}

/**
 * Mail through `SMTP_URL`, as `smtps://user:password@host?from=otklik@example.com`. Without `from`
 * the user is the sender, which most servers insist on.
 */
export function createMail(smtpUrl: string | undefined): Mail {
  if (!smtpUrl) {
    return {
      canSend: false,
      send: () => Promise.reject(new Error('There is no SMTP_URL to send mail through.')),
    }
  }
  const url = new URL(smtpUrl)
  const from = url.searchParams.get('from') ?? senderOf(url)
  url.searchParams.delete('from')
  return {
    canSend: true,
    async send({ to, subject, text, messageId, attachments }) {
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        url: url.href,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      // As an object: a comma or a bracket in the address must not make two of it.
      await transport.sendMail({
        ...{ from, to: { name: '', address: to }, subject, text },
        ...(messageId && { messageId }),
        ...(attachments && { attachments }),
      })
    },
  }
}

function senderOf(url: URL): string {
  const user = decodeURIComponent(url.username)
  return user.includes('@') ? user : `otklik@${url.hostname}`
}
