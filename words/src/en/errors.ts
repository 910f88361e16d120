import { modules } from './web/modules.ts'

type Facts = Record<string, string | number | boolean>

/** What the API answers when it refuses. */
export const errors = {
  refusals: {
    'signed-out': 'Sign in to continue',
    'key-not-allowed': 'An API key cannot do this: sign in as an operator',
    forbidden: 'You may not do this. An administrator can allow it',
    'not-found': 'There is no such thing, or it is not yours to see',
    invalid: 'Check the marked fields',
    'too-many-requests': ({ retryAfterS }: Facts) =>
      `Too many attempts. Wait ${seconds(retryAfterS)} and try again`,
    'too-large': 'The request is too large',
    unavailable: 'The database is away. Try again in a few seconds',
    'already-taken': ({ name }: Facts) =>
      name ? `${name} already has this conversation.` : 'Somebody already has this conversation',
    'conversation-closed': 'The conversation is already closed',
    'contact-blocked': 'The customer blocked the bot. You can write when they write again',
    'contact-barred': 'You have blocked this customer. Unblock them to write',
    'contact-changed': ({ by }: Facts) =>
      `The card was changed by ${by || 'somebody else'}. Look at it and save yours again`,
    'contact-gone': 'This customer was merged with another or erased. Reload the page',
    'not-mergeable': 'A customer cannot be merged with themselves',
    'not-a-table': 'This is no CSV table: there are no headings, or not a single row',
    'import-over': 'This import has been started already, or is over',
    'module-off': ({ module }: Facts) =>
      `The module “${moduleName(module)}” is off: an owner switches it on`,
    'already-reviewed': 'You have had this conversation already: nobody reviews the same one twice',
    'review-taken': 'Another reviewer has this conversation already. Take the next one',
    'review-over': 'The review is done and is not changed any more',
    'not-closed': 'The conversation is still open. It can be reviewed once it is closed',
    'own-work': 'Your own conversation is reviewed and decided about by somebody else',
    'nothing-applies': 'All criteria say “Not applicable”: there is nothing to score',
    'already-appealed': 'It has been appealed already, and only one appeal is possible',
    'appeal-over': ({ days }: Facts) => `It could be appealed for ${days} days, and they are over`,
    'already-decided': 'This appeal has been decided already',
    'channel-disconnected': 'The channel is disconnected: nothing can be sent there',
    'cannot-undo': 'It is too late to undo this',
    'other-company':
      'Another company is open in this browser. Nothing was changed, reload the page',
    'already-open': 'There is an open conversation with this customer here already',
    'needs-public-url':
      'This messenger calls the server itself: give the installation a public address (PUBLIC_URL) and try again',
    'cannot-reach': 'You cannot write here first: the customer has to begin',
    'window-closed':
      'The reply window is closed: the platform takes no free text until the customer writes again',
    'not-yours': ({ name }: Facts) => `${name} handles this conversation. Ask them to pass it on`,
    'cannot-edit': 'Only your own delivered message can be changed',
    'cannot-delete': 'This message can no longer be deleted',
    'cannot-retry': 'This message does not need to be sent again',
    'changed-meanwhile': ({ by }: Facts) =>
      `${by || 'Another administrator'} changed the settings. Reload the page and repeat`,
    'host-not-allowed':
      'This address is not allowed on this server. Ask whoever runs the installation',
    'bot-not-found': 'Bot not found',
    'bot-unavailable': ({ name }: Facts) =>
      `The chat-bot “${name}” does not answer now. Transfer it to an operator or a team`,
    'turn-over':
      'The conversation is not with this chat-bot any more, or this was answered already',
    'wrong-key': 'The key opens nothing: there is no such key, or another was made instead',
    'not-its-channel':
      'This chat-bot is not chosen in this channel, neither as its receiver nor for off hours',
    'platform-unreachable': ({ title }: Facts) =>
      `${title} did not answer. Check that it can be reached, or the proxy, and repeat`,
    'already-connected': 'This channel is already connected',
    'consent-needed': 'Confirm that you understand what follows',
    unreadable: 'The request could not be read',
    'unsupported-type': 'This kind of content is not accepted here',
    internal: 'Something broke on our side. If it repeats, tell an administrator the request id',
    'site-not-allowed': 'The chat does not open on this site: the channel does not list it',
    'visit-over': 'The visit is over. Load the page again',
    'wrong-identity': 'The signature of the signed-in customer does not match',
    'foreign-origin': 'The request came from another site and was refused',
    'unknown-host': 'The server does not know itself by this address. Set it as PUBLIC_URL',
    'wrong-credentials': 'Wrong e-mail or password',
    'code-needed': 'Type the code of your application, or a recovery code',
    'wrong-code': 'The code does not fit or was used already. Wait for the next one',
    'second-factor-needed': 'Your company asks for two-factor sign-in: switch it on to go on',
    'second-factor-on': 'Two-factor sign-in is on already. To begin anew, switch it off first',
    'no-company-sign-in':
      'There is no such company, or its own sign-in is off. Use your password, or ask an administrator for the address',
    'provider-unreachable': ({ name }: Facts) =>
      `The sign-in of “${name}” does not answer. Repeat later, or use your password`,
    'company-sign-in-refused': ({ name }: Facts) =>
      `The sign-in of “${name}” did not vouch for you. Sign in once more, or ask an administrator`,
    'email-not-verified':
      'The sign-in did not vouch for your e-mail, so you cannot be let in. An administrator can mend this',
    'not-invited':
      'There is no place here for this e-mail. Ask the company’s administrator to invite you',
    'other-identity':
      'This e-mail belongs to another account of your company. Ask an administrator',
    'password-needed': 'You came in through your company. Sign in to another one by password',
    suspended: 'The company is suspended: it can only be looked at',
    'no-account': 'You have access to no company. Ask an administrator for an invitation',
    'demo-account': 'The demo company is not suspended here',
    'sign-in-over':
      'The sign-in at the platform was not finished in time, or began in another window. Start it again',
    'sign-in-refused':
      'The platform did not confirm the sign-in. Allow the access and sign in again',
    'link-expired': 'The link is no longer valid: it is too old or was used. Ask for a new one',
    'already-set-up': 'The company already exists. Sign in, or ask for an invitation',
    'already-member': 'This person already works here',
    'last-owner': 'A company must keep at least one owner',
    'not-yourself': 'You cannot do this to yourself. Ask another administrator',
    'offer-gone': ({ name }: Facts) =>
      name ? `Too late: ${name} already has the conversation` : 'The offer is no longer open',
    'not-offered': 'You were not offered this conversation. Take it from the queue',
    'not-assigned': 'This needs a conversation that somebody holds. Take it first',
    'nobody-there': ({ name }: Facts) =>
      `Nobody in the team “${name}” could answer. Choose another team or an operator`,
    'too-many-planned': 'Ten messages are already waiting here. Send or delete one of them',
    'in-the-past': 'That time has passed. Choose one in the future',
    'too-far': 'Choose a time within a year',
    'topic-required': 'Choose the topic of the conversation before closing it',
    'too-many': ({ maximum }: Facts) => `No more than ${maximum}. Remove some and try again`,
    'webhook-off': 'The webhook is off. Switch it on and try again',
    'too-many-labels': ({ maximum }: Facts) =>
      `There can be ${maximum} at most. Rename one that is not needed any more`,
    'in-use': ({ name }: Facts) =>
      `Choose another receiver first: ${name} passes conversations here`,
    'not-a-draft':
      'Only a draft can be edited, handed in and deleted. Make a draft of this template',
    'still-a-draft': 'This is still a draft: delete it instead',
    'template-refused': ({ detail }: Facts) => `The platform did not take the template: ${detail}`,
    'template-not-approved': 'This template cannot be sent now: an approved one is needed',
    'scenario-problems': 'A scenario is published without problems. Mend the steps that are marked',
    'visit-known': 'The conversation is tied to a visit already',
    'first-group': 'The first group cannot be deleted: new channels are in it',
    'team-of-everyone':
      'The team of everyone cannot be deleted: conversations without a team wait in it',
  },
  fields: {
    required: 'Fill this in',
    unknown: 'There is no such field',
    'wrong-type': 'A value of another kind is expected here',
    'wrong-value': 'There is no such choice',
    'wrong-email': 'This does not look like an e-mail address',
    'too-short': ({ minimum }: Facts) => `Too short: at least ${minimum}`,
    'too-long': ({ maximum }: Facts) => `Too long: at most ${maximum}`,
    'weak-password': 'This password is easily guessed. Take a phrase of several words',
    'wrong-password': 'The password does not fit',
    'no-provider': 'There is no OpenID Connect at this address, or it calls itself otherwise',
    'wrong-code':
      'The code does not fit or was used already. Wait for the next one, and check the time of your phone',
    invalid: 'Check this field',
    'not-whole': 'A whole number is needed',
    'too-small': ({ minimum }: Facts) => `The value must be at least ${minimum}`,
    'too-large-number': ({ maximum }: Facts) => `The value must be at most ${maximum}`,
    'both-modes': 'The chat-bot and the automatic replies cannot be used at the same time',
    'no-backup': 'Choose a backup operator or team: they receive what the chat-bot cannot',
    'no-backup-team': 'Choose a backup team: it receives what nobody here accepts',
    'no-such-bot': 'There is no such chat-bot',
    'no-such-template': 'This channel has no such approved template',
    'template-has-gaps': 'Only a template without variables and files is sent by itself',
    'no-such-team': 'There is no such team',
    'no-such-operator': 'There is no such operator, or they have no access',
    'empty-team': 'The team has nobody in it: there would be nobody to receive',
    'same-delay': 'There already is an automatic reply at this time',
    'unknown-variable': ({ name }: Facts) =>
      `There is no variable {{${name}}}. Choose one of the list or remove the braces`,
    'name-taken': 'This name is taken',
    'empty-interval': 'It starts and ends at the same time',
    overlapping: 'The intervals overlap',
    'unknown-time-zone': 'There is no such time zone',
    'wrong-dates': 'It ends before it starts',
    'too-many-letters': 'Twenty reports by e-mail is the most: delete one you do not need',
    'period-too-long': ({ most }: Facts) => `The period is longer than ${most} days`,
    'backup-of-itself': 'A team cannot be its own backup',
    'wrong-name': ({ characters }: Facts) => `A name consists of ${characters} alone`,
    'wrong-url': 'A whole address is needed, with https://',
    'wrong-phone': 'A number is needed with + and a country code, without spaces: +79211234567',
    'variable-gap': 'Number the variables one by one: {{1}}, {{2}}, {{3}}',
    'no-variables-here': 'There can be no variables here',
    'too-many': ({ maximum }: Facts) => `There can be no more than ${maximum} such buttons`,
    'wrong-address':
      'An address like https://bot.example.com/webhook is needed, without a password',
    'host-not-allowed':
      'A public https address is needed. Those inside the network are allowed by the installation',
    'not-a-number': 'A number is needed here, such as 12 or 12.5',
    'not-a-date': 'A date is needed here, such as 2026-11-23',
    'not-an-option': 'This field has no such option',
    'not-typed': ({ word }: Facts) => `Type the word “${word}” here`,
    'wrong-site': 'It takes the address of a site, such as shop.example or *.shop.example',
    'visit-number-missing':
      'The question needs the variable {{номер заявки}}. Put it back, or the visit will not be tied to the conversation',
    'tracking-unlinked':
      'Link a dialog widget with call tracking first: “Call tracking” → “Overview” → “Integrations”',
    'no-such-widget': 'There is no such dialog widget',
    'too-many-fields': ({ maximum }: Facts) => `There can be no more than ${maximum} fields`,
    'no-such-label': 'There is no such choice, or it is in the archive',
    'module-off': ({ module }: Facts) =>
      `The module “${moduleName(module)}” is needed: an owner switches it on`,
  },
}

function moduleName(module: string | number | boolean | undefined): string {
  return Object.entries(modules.names).find(([key]) => key === module)?.[1] ?? String(module)
}

function seconds(value: string | number | boolean | undefined): string {
  const count = Number(value) || 1
  return count > 90 ? `${Math.ceil(count / 60)} min` : `${count} s`
}
