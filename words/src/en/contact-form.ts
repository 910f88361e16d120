/** The page where a customer leaves contacts; customers read it, not operators. */
export const contactForm = {
  title: (company: string) => `Your contacts for ${company}`,
  lead: 'Fill in what you like. The people of the company will see it in your chat.',
  fields: { name: 'Name', phone: 'Phone', email: 'E-mail' },
  send: 'Send',
  wrong: 'Check the fields',
  requiredAlone: 'Fill in this field',
  problems: {
    required: 'Fill in at least one field',
    'too-long': 'Too long, make it shorter',
    'wrong-phone':
      'Check the number: it needs its country code, as in +7\u00a0921\u00a0123\u201145\u201167',
    'wrong-email': 'Check the address: it looks like name@example.com',
  },
  received: {
    title: 'Your answer has been received',
    text: 'Thank you. The people of the company can see it. You may close this page.',
  },
  already: {
    title: 'An answer has been received already',
    text: 'The form is sent only once. If something has to be put right, write in the chat.',
  },
  gone: {
    title: 'There is no such form',
    text: 'The link is wrong or too old: it works for 7 days. Ask for a new one in the chat.',
  },
  failed: 'It did not work',
  refusals: {
    needsPublicUrl:
      'The form cannot be sent: the installation has no public address (PUBLIC_URL). An administrator sets it',
    inPublic:
      'A form cannot be sent under a post: everybody would see the link. Answer in private instead',
  },
}
