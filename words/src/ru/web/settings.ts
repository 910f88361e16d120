/** The settings as a whole: what leads where, and what every page of them has. */
export const settings = {
  title: 'Настройки',
  sections: 'Разделы настроек',
  groups: { channels: 'Каналы', setup: 'Установка', me: 'Личное' },
  channels: 'Соцсети и мессенджеры',
  channelsHelp: 'Откуда клиенты пишут вам',
  operators: 'Сотрудники и роли',
  operatorsHelp: 'Кто отвечает и что кому можно',
  modules: 'Модули',
  modulesHelp: 'Какие услуги есть у компании',
  profile: 'Профиль',
  profileHelp: 'Язык, тема, уведомления и клавиши — только для вас',
  notAllowed: 'Этот раздел не для вашей роли',
  notAllowedHelp: 'Право на него даёт владелец или администратор',
  path: 'Путь к странице',
}
