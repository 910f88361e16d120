import cookies from '@fastify/cookie'

const lifetimeS = 30 * 24 * 3600

/**
 * `__Host-` ties the cookie to this host and to https. On plain http browsers would refuse it, so
 * that a plain one stands in, and the log says so once at the start.
 */
export interface SessionCookie {
  read(header: string | undefined): string | undefined
  /** As a `Set-Cookie` header. */
  write(token: string): string
  clear(): string
}

export function sessionCookie({ isHttps }: { isHttps: boolean }): SessionCookie {
  const name = isHttps ? '__Host-otklik' : 'otklik'
  const options = { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' } as const
  return {
    read: (header) => (header ? cookies.parse(header)[name] : undefined),
    write: (token) => cookies.serialize(name, token, { ...options, maxAge: lifetimeS }),
    clear: () => cookies.serialize(name, '', { ...options, maxAge: 0 }),
  }
}
