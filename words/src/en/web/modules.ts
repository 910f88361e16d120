/** Services that an owner switches on for the company. */
export const modules = {
  names: {
    bots: 'Chat-bot',
    quality: 'Quality control',
    whatsapp: 'WhatsApp',
    'call-tracking': 'Call tracking',
  },
  opens: {
    bots: 'A bot receives the conversations of a channel and answers off hours',
    quality: 'Customers rate a conversation after it is closed',
    whatsapp: 'WhatsApp numbers and the message templates for them',
    'call-tracking': 'The section “Call tracking” with the integration “Dialogs”',
  },
  services: 'Services of the company',
  help: 'Changes at once for everybody. What was set up with a module is kept while it is off',
  saving: 'Saving',
  failed: (name: string) => `The module “${name}” was not switched`,
  switchedOn: (name: string) => `The module “${name}” is on`,
  switchedOff: (name: string) => `The module “${name}” is off, its settings are kept`,
  needed: (name: string) => `This needs the module “${name}”, which is off.`,
  askOwner: 'An owner of the company switches it on.',
  open: 'Open modules',
}
