/** Signing in, invitations, passwords, the first run. */
export const access = {
  email: 'E-mail',
  password: 'Password',
  newPassword: 'New password',
  passwordHelp: 'At least 8 characters. A phrase of several words is best',
  showPassword: 'Show the password',
  name: 'First and last name',
  toSignIn: 'Go to sign-in',
  signIn: {
    title: 'Sign in to Otklik',
    submit: 'Sign in',
    forgot: 'Forgot the password?',
    fillIn: 'Enter your e-mail and password',
    company: 'Which company?',
    companyHelp: 'You work in several. Sign in again to change',
    demo: 'A demo company works here. The e-mails and passwords are printed where the server was started',
  },
  forgot: {
    title: 'New password',
    help: 'We will send a link by which you can choose one',
    noMail:
      'No mail is sent from here. Ask an administrator: they make a link to choose a new password',
    submit: 'Send the link',
    asked: 'Check your mail',
    askedHelp: (email: string) =>
      `If ${email} is known here, a letter with a link is on its way. No letter after a few minutes? Ask your administrator for a link`,
    back: 'Back to sign-in',
  },
  reset: {
    title: 'Choose a new password',
    help: 'You will be signed out everywhere and can come back with this one only',
    submit: 'Save the password',
    done: 'The password is saved',
    doneHelp: 'Sign in with it',
  },
  invitation: {
    title: (company: string) => `Invitation to ${company}`,
    offer: (email: string, role: string) => `${email} · ${role}`,
    knownHelp: 'You already use Otklik: enter your password to confirm that it is you',
    submit: 'Accept the invitation',
    closed: 'The invitation is no longer valid',
    closedHelp: 'It opens once and lives for a day. Ask your administrator for a new one',
  },
  firstRun: {
    title: 'Getting started',
    help: 'Create the company and its owner. Invite everybody else later',
    company: 'Company name',
    ownerName: 'Your first and last name',
    submit: 'Create the company',
    done: 'The company has been created already',
    doneHelp: 'Sign in, or ask the administrator for an invitation',
  },
  departure: {
    label: 'Demo company',
    help: 'Its people and conversations are made up',
    start: 'Start working',
    title: 'Delete the demo company and start working?',
    consequences:
      'Its people, channels and conversations will be gone for good. Next you will create your own company',
    confirm: 'Delete and start',
    refuse: 'Do not delete',
  },
}
