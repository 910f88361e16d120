const LIFETIME_S = 600

/** What ties a sign-in to the browser it began in: a link from elsewhere ends nobody's. */
export function browserCookie({ isHttps }: { isHttps: boolean }) {
  const name = isHttps ? '__Host-otklik-way' : 'otklik-way'
  const rest = `Max-Age=${LIFETIME_S}; Path=/; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
  return {
    write: (token: string) => `${name}=${token}; ${rest}`,
    read: (header: string | undefined) =>
      header
        ?.split(';')
        .map((each) => each.trim())
        .find((each) => each.startsWith(`${name}=`))
        ?.slice(name.length + 1),
  }
}
