import { z } from 'zod'

/**
 * What every refusal carries: a code for programs, a sentence for people in the reader's language,
 * and, for a form, the same per field. `requestId` finds the request in the server's log.
 */
export const apiError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.record(z.string(), z.object({ code: z.string(), message: z.string() })).optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
  requestId: z.string(),
})
export type ApiError = z.output<typeof apiError>

/** What may be wrong with one field of a form. */
export type FieldCode =
  | 'required'
  | 'unknown'
  | 'wrong-type'
  | 'wrong-value'
  | 'wrong-email'
  | 'too-short'
  | 'too-long'
  | 'weak-password'
  | 'wrong-password'
  /** Nothing there speaks OpenID Connect as it should. */
  | 'no-provider'
  | 'wrong-code'
  | 'invalid'
  | 'not-whole'
  | 'too-small'
  | 'too-large-number'
  | 'both-modes'
  | 'no-backup'
  | 'no-backup-team'
  | 'no-such-bot'
  | 'no-such-team'
  | 'no-such-template'
  /** Somebody would have to fill it in, or to choose a file. */
  | 'template-has-gaps'
  | 'no-such-operator'
  | 'no-such-label'
  | 'empty-team'
  | 'same-delay'
  | 'name-taken'
  /** A name in double braces that means nothing here. */
  | 'unknown-variable'
  | 'empty-interval'
  | 'overlapping'
  | 'unknown-time-zone'
  | 'wrong-dates'
  /** More days than `most`. */
  | 'period-too-long'
  | 'backup-of-itself'
  | 'wrong-name'
  | 'wrong-url'
  | 'wrong-phone'
  /** Numbered variables leave a number out. */
  | 'variable-gap'
  | 'no-variables-here'
  | 'too-many'
  /** It is no address of the web. */
  | 'wrong-address'
  /** It leads inside the network, or is not https. */
  | 'host-not-allowed'
  /** It needs a module that is off; the fact `module` names it. */
  | 'module-off'
  | 'not-a-number'
  | 'not-a-date'
  | 'not-an-option'
  | 'not-typed'
  | 'too-many-fields'
  /** One person asks for so many reports by e-mail and no more. */
  | 'too-many-letters'
  /** No pages of a site are called so. */
  | 'wrong-site'
  /** The question text has lost its variable. */
  | 'visit-number-missing'
  /** No dialog widget exchanges data with a counter. */
  | 'tracking-unlinked'
  /** Only widgets on sites are linked with counters. */
  | 'no-such-widget'

/** Machine codes that the interface acts upon; others are only shown. */
export type ErrorCode =
  | 'signed-out'
  | 'forbidden'
  /** Of a key of a program: nobody but a person may do that. */
  | 'key-not-allowed'
  | 'not-found'
  | 'invalid'
  | 'too-many-requests'
  | 'too-large'
  | 'unavailable'
  | 'already-taken'
  | 'conversation-closed'
  | 'contact-blocked'
  | 'channel-disconnected'
  | 'cannot-undo'
  | 'window-closed'
  | 'already-open'
  | 'cannot-reach'
  | 'needs-public-url'
  | 'not-yours'
  | 'cannot-edit'
  | 'cannot-delete'
  | 'cannot-retry'
  | 'host-not-allowed'
  | 'changed-meanwhile'
  | 'bot-not-found'
  | 'bot-unavailable'
  | 'turn-over'
  | 'wrong-key'
  | 'not-its-channel'
  | 'platform-unreachable'
  | 'already-connected'
  | 'consent-needed'
  | 'unreadable'
  | 'unsupported-type'
  | 'internal'
  | 'foreign-origin'
  /** The panel was opened on a site that the channel does not name. */
  | 'site-not-allowed'
  /** The token of a visit is of another channel, or of nobody. */
  | 'visit-over'
  /** Whoever signed in there is not signed as the channel’s secret signs. */
  | 'wrong-identity'
  | 'unknown-host'
  | 'wrong-credentials'
  /** The password was right, and a code of the second factor is asked for. */
  | 'code-needed'
  | 'wrong-code'
  /** Their company wants it: nothing else is answered before they have it. */
  | 'second-factor-needed'
  | 'second-factor-on'
  /** A company’s own sign-in cannot do it. */
  | 'password-needed'
  | 'no-company-sign-in'
  | 'provider-unreachable'
  | 'company-sign-in-refused'
  | 'email-not-verified'
  | 'not-invited'
  | 'other-identity'
  | 'suspended'
  | 'other-company'
  | 'no-account'
  | 'demo-account'
  | 'link-expired'
  | 'sign-in-over'
  | 'sign-in-refused'
  | 'already-set-up'
  | 'already-member'
  | 'last-owner'
  | 'not-yourself'
  | 'offer-gone'
  | 'not-offered'
  | 'not-assigned'
  | 'nobody-there'
  | 'in-the-past'
  | 'too-many-planned'
  | 'too-far'
  | 'topic-required'
  | 'too-many-labels'
  /** It is sent nothing while it is off. */
  | 'webhook-off'
  | 'too-many'
  | 'in-use'
  | 'team-of-everyone'
  /** It is tied to a visit already. */
  | 'visit-known'
  | 'first-group'
  | 'not-a-draft'
  | 'still-a-draft'
  | 'template-refused'
  | 'template-not-approved'
  | 'scenario-problems'
  | 'contact-barred'
  | 'contact-changed'
  | 'contact-gone'
  | 'not-mergeable'
  | 'not-a-table'
  | 'import-over'
  /** The fact `module` names it. */
  | 'module-off'
  | 'already-reviewed'
  | 'review-taken'
  | 'review-over'
  | 'not-closed'
  | 'own-work'
  | 'nothing-applies'
  | 'already-appealed'
  | 'appeal-over'
  | 'already-decided'
