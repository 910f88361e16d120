/** What a company starts with; its people may call it otherwise. */
export const company = {
  /** What an authenticator application calls us. */
  product: 'Отклик',
  everyone: 'Все сотрудники',
}
