/** «+7 921 •••-••-14»: enough to tell numbers apart over a shoulder, not enough to keep one. */
export function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  if (digits.length < 8) return phone
  const [country, code, end] = [digits.slice(0, -10), digits.slice(-10, -7), digits.slice(-2)]
  return `+${country || digits.slice(0, 1)} ${code} •••-••-${end}`
}
