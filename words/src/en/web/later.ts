/** «Send later». */
export const later = {
  title: 'When to send it',
  set: 'Choose',
  companyClock: (city: string, time: string) =>
    `Mornings and evenings are the company’s: ${city}, now ${time}. On the right is your time`,
  window: (until: string) =>
    `The reply window closes ${until}. Later it leaves only if the customer writes again`,
  list: 'Messages for later',
  leaves: (at: string) => `Leaves ${at}`,
  notSent: (reason: string) => `Not sent: ${reason}`,
  edit: 'Change',
  sendNow: 'Send now',
  drop: 'Delete the message for later',
  text: 'Text',
  when: 'When to send it',
  empty: 'Write a text',
}
