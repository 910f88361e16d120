import { z } from 'zod'

import { optionalText } from './optional-text.ts'

/** The platform's host for one channel. `sandbox` is understood, and allowed, by the caller alone. */
export const apiUrlSetting = optionalText(
  z.union([z.literal('sandbox'), z.url({ protocol: /^https?$/ })]),
)

export const proxyUrlSetting = optionalText(z.url({ protocol: /^(https?|socks5)$/ }))
