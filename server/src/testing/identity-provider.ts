import {
  type IdentityProvider,
  openIdentityProvider as open,
} from '@otklik/emulators/identity-provider'

import { atEnd } from './at-end.ts'

/** A provider of identities of a company, until the test ends. */
export async function openIdentityProvider(): Promise<IdentityProvider> {
  const provider = await open()
  atEnd(provider.close)
  return provider
}
