/** Buttons that an operator attaches to a message. */
export const buttons = {
  title: 'Answers the customer can choose',
  kinds: { inline: 'Buttons in the text', keyboard: 'Keyboard buttons' },
  native: {
    inline: 'The customer will see buttons under the message',
    keyboard: 'The customer will see buttons in place of the keyboard',
  },
  /** What the messenger makes of them. */
  instead: {
    inline: (channel: string) => `${channel} will show buttons under the message`,
    keyboard: (channel: string) => `${channel} will show buttons in place of the keyboard`,
    replies: (channel: string) => `${channel} will show reply buttons, one of them can be pressed`,
    list: (channel: string) => `${channel} will show a list that opens by a button`,
    lines: (channel: string) => `${channel} will show numbered lines, answered with a text`,
  },
  label: (number: number) => `Button ${number}`,
  placeholder: 'A short answer',
  same: 'There is such a button already',
  tooLong: (limit: string, extra: string) => `Over ${limit} characters, ${extra} too many`,
  tooMany: (channel: string, most: number) => `${channel} shows no more than ${most} buttons`,
  empty: 'Write at least one answer',
  add: 'Add a button',
  drop: (number: number) => `Remove button ${number}`,
  attach: 'Attach',
  edit: 'Change the buttons',
  remove: 'Remove the buttons',
  needText: 'Buttons leave under a text, write one',
}
