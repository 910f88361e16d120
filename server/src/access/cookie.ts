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
  const rest = `Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
  return {
    read: (header) => findCookie(header, name),
    write: (token) => `${name}=${token}; Max-Age=${lifetimeS}; ${rest}`,
    clear: () => `${name}=; Max-Age=0; ${rest}`,
  }
}

/** Tokens are of letters that a cookie may hold as they are: nothing to decode. */
function findCookie(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`
  const found = header
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(prefix))
  return found?.slice(prefix.length)
}
