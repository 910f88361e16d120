import type { ChannelKind } from '../channels/index.ts'

/** What opens the platform's doors to us, and ours to the platform. */
export function secretsOf(kind: ChannelKind, settings: Record<string, string>): string[] {
  const secret = kind.fields.filter((field) => field.isSecret).map(({ name }) => settings[name])
  return [...secret, settings.webhookSecret].flatMap((each) => each || [])
}

/** Errors repeat what was called, and an address may hold the token: it is taken out before it is kept. */
export function hideSecrets(
  { kind, settings }: { kind: ChannelKind; settings: Record<string, string> },
  text: string,
): string {
  return withoutSecrets(text, secretsOf(kind, settings))
}

/** Runs between a call and its caller: if it threw, a message already sent would be sent again. */
export function withoutSecrets(text: string, secrets: string[]): string {
  let cleaned = decoded(text)
  for (const secret of secrets.filter(Boolean)) {
    cleaned = cleaned.replaceAll(secret, '•••').replaceAll(encoded(secret), '•••')
  }
  return cleaned
}

/** Paths made of what a platform calls its files may hold a «%» that encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURI(text)
  } catch {
    return text
  }
}

const encoded = (secret: string) => encodeURIComponent(secret.toWellFormed())
