/** Sign-in through a company's own provider: how it is set up. */
export const companySignIn = {
  title: 'Sign-in through the company',
  help: 'People come in through your company’s OpenID Connect: Keycloak, Entra ID, Yandex 360',
  isOn: 'Let people in through it',
  isOnHelp: 'Signing in by password stays',
  slug: 'Address for signing in',
  slugHelp:
    'What people type on the sign-in page: letters, digits and hyphens. An e-mail of your domain does too',
  issuer: 'Issuer',
  issuerHelp: 'For example https://id.example.com/realms/company',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  secretKept: 'Kept. Type another one to replace it',
  returnUrl: 'Return address for the provider',
  domains: 'E-mail domains',
  domainsHelp: 'Whose e-mail is let in. Enter adds a domain',
  letsIn: 'Who is let in',
  letsInChoices: {
    invited: 'Only members and the invited',
    domain: 'Anybody with an e-mail of these domains',
  },
  role: 'Role of newcomers',
  save: 'Save',
  saving: 'Checking',
  saved: 'Saved',
}
