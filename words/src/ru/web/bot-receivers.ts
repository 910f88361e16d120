/** Chat-bots among those a conversation can be given to. */
export const botReceivers = {
  title: 'Чат-боты',
  search: 'Сотрудник, группа или чат-бот',
  chooseFirst: 'Выберите сотрудника, группу или чат-бота',
  failed: 'Список чат-ботов загрузить не удалось',
  begins: 'Начнёт разговор с начала',
  off: 'Выключен',
  draft: 'Сценарий не опубликован',
  silent: 'Не отвечает',
}
