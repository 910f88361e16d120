/** Asking the customer for contacts: what an operator reads. */
export const askContacts = {
  title: 'Contact form',
  fields: 'What to ask for',
  name: 'Name',
  phone: 'Phone',
  email: 'E-mail',
  chooseOne: 'Choose at least one',
  text: 'Message to the customer',
  textHelp:
    'A link is added at the end, it works for 7 days. The answer comes into the transcript and fills what is empty on the card',
  usualText: 'Leave your contacts by this link, so that we can reach you:',
  send: 'Send the form',
}
