/** What a company starts with; its people may call it otherwise. */
export const company = {
  everyone: 'Все сотрудники',
}
