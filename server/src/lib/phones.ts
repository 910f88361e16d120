/**
 * A phone as it is kept, «+79211234567», of what a person wrote: «8 (921) 123-45-67», «7921…»,
 * «921 123-45-67». Undefined where it is none.
 */
export function toPhone(text: string): string | undefined {
  const bare = text.replaceAll(/[\s().\u00a0–—-]/g, '')
  const phone = withCountry(bare)
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined
}

/** People here leave the country out, or write 8 for it. */
function withCountry(bare: string): string {
  if (/^[78]\d{10}$/.test(bare)) return `+7${bare.slice(1)}`
  if (/^9\d{9}$/.test(bare)) return `+7${bare}`
  return /^\d{11,15}$/.test(bare) ? `+${bare}` : bare
}

/** «+7 921 •••-••-14»: enough to tell numbers apart, not enough to call one. */
export function maskPhone(phone: string): string {
  const digits = (toPhone(phone) ?? phone).replaceAll(/\D/g, '')
  if (digits.length < 8) return phone
  const [country, code, end] = [digits.slice(0, -10), digits.slice(-10, -7), digits.slice(-2)]
  return `+${country || digits.slice(0, 1)} ${code} •••-••-${end}`
}

/** What a platform calls somebody is often their phone. */
export const isPhone = (text: string): boolean => /^\+?[1-9]\d{9,14}$/.test(text)

/** Digits that may be a phone, with what people write between them. */
const digitsInName = /\+?\d(?:[\s().\u00a0–—-]*\d){8,14}/g

/**
 * A name as it is shown: whoever hides their name is called by what they are reached by, and people
 * are kept as «Иван 8 921…». Everybody who looks sees it so; «Показать» on the card shows the whole.
 */
export const maskName = (name: string): string =>
  name.replace(digitsInName, (each) =>
    isPhone(each) || toPhone(each) !== undefined ? maskPhone(each) : each,
  )
