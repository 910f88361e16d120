/** Sign-in through a company's own provider: how it is set up. */
export const companySignIn = {
  title: 'Вход через компанию',
  help: 'Сотрудники входят через службу OpenID Connect вашей компании: Keycloak, Авторизация Яндекс 360, Entra ID',
  isOn: 'Впускать через службу компании',
  isOnHelp: 'Вход с паролем остаётся',
  slug: 'Адрес для входа',
  slugHelp:
    'Его сотрудник вводит на странице входа: латиница, цифры и дефис. Подойдёт и почта с вашим доменом',
  issuer: 'Адрес службы (issuer)',
  issuerHelp: 'Например, https://id.example.ru/realms/company',
  clientId: 'Client ID',
  clientSecret: 'Client secret',
  secretKept: 'Сохранён. Введите новый, чтобы заменить',
  returnUrl: 'Адрес возврата для службы',
  domains: 'Домены почты',
  domainsHelp: 'Кого пускать по почте. Enter добавляет домен',
  letsIn: 'Кого впускать',
  letsInChoices: {
    invited: 'Только сотрудников и приглашённых',
    domain: 'Всех с почтой этих доменов',
  },
  role: 'Роль новичка',
  save: 'Сохранить',
  saving: 'Проверяем',
  saved: 'Сохранено',
}
