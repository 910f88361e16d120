import { z } from 'zod'

/** Nobody becomes more than this by coming in: owners and administrators are made by people. */
const joiningRole = z.enum(['supervisor', 'operator', 'quality-reviewer', 'observer'])

const settings = {
  isOn: z.boolean(),
  /** What people type to find their company: «verba». */
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().trim().min(1).max(300),
  /** E-mail domains that may come in; none means any that the provider vouches for. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    )
    .max(20),
  /** Only members and the invited, or anybody of the domains, with a role. */
  letsIn: z.enum(['invited', 'domain']),
  role: joiningRole,
}

/** Sign-in through a company's own provider (OpenID Connect). The secret is never shown. */
export const companySignIn = z.object({
  ...settings,
  // Empty where nothing was saved yet.
  slug: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  domains: z.array(z.string()),
  version: z.int(),
  hasSecret: z.boolean(),
  /** To be registered with the provider. */
  returnUrl: z.string(),
})
export type CompanySignIn = z.output<typeof companySignIn>

export const companySignInRequest = z.strictObject({
  ...settings,
  /** 0 where nothing was saved before. */
  version: z.int(),
  /** Left out, the one that was saved stays. */
  clientSecret: z.string().min(1).max(1000).optional(),
})
export type CompanySignInRequest = z.output<typeof companySignInRequest>

/** A company's address for signing in, its `slug`; the answer is where to go. */
export const beginCompanySignInRequest = z.strictObject({ company: z.string().trim().max(254) })
export const begunCompanySignIn = z.object({ name: z.string(), url: z.string() })
/** The address one came back to, with everything the provider wrote into it. */
export const endCompanySignInRequest = z.strictObject({ address: z.url().max(8000) })
