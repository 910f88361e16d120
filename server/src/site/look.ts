import type { SiteLook } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'

/** How a panel looks before anybody has designed it; empty texts are the product's own. */
export const firstLook: SiteLook = {
  colour: '#1a6b4f',
  side: 'right',
  language: 'auto',
  title: '',
  welcome: '',
  offHours: '',
  greeting: '',
  greetingAfterS: 20,
  hasChat: true,
  messengers: [],
  preChat: [],
  consent: '',
  consentUrl: '',
}

/** What the secret is sealed for. */
export const IDENTITY_FIELD = 'site-identity'

export interface StoredLook {
  version: number
  look: SiteLook
  /** Sealed. */
  identitySecret?: string
}

interface Row {
  version: number
  look: Partial<SiteLook>
  identity_secret: string | null
}

/** What is missing is as it was at first: a look that was saved earlier lacks what came later. */
export async function readLook(
  client: Queryable,
  accountId: string,
  channelId: string,
): Promise<StoredLook> {
  const { rows } = await client.query<Row>(
    `select version, look, identity_secret from site_widgets
     where account_id = $1 and channel_id = $2`,
    [accountId, channelId],
  )
  const [row] = rows
  return {
    version: row?.version ?? 0,
    look: { ...firstLook, ...row?.look },
    ...(row?.identity_secret && { identitySecret: row.identity_secret }),
  }
}

/** White or black, whichever can be read on it (WCAG: the one with more contrast). */
export function inkOn(colour: string): '#ffffff' | '#000000' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000'
}
