/** Services that an owner switches on for the company. */
export const modules = {
  names: {
    bots: 'Чат-бот',
    quality: 'Контроль качества',
    whatsapp: 'WhatsApp',
    'call-tracking': 'Коллтрекинг',
  },
  opens: {
    bots: 'Бот принимает обращения канала и отвечает в нерабочее время',
    quality: 'Клиентская оценка после закрытия обращения',
    whatsapp: 'Номера WhatsApp и шаблоны сообщений для них',
    'call-tracking': 'Раздел «Коллтрекинг» с интеграцией «Диалоги»',
  },
  services: 'Услуги компании',
  help: 'Меняется сразу для всех сотрудников. Настройки выключенного модуля сохраняются',
  saving: 'Сохраняем',
  failed: (name: string) => `Модуль «${name}» не переключён`,
  switchedOn: (name: string) => `Модуль «${name}» включён`,
  switchedOff: (name: string) => `Модуль «${name}» выключен, его настройки сохранены`,
  needed: (name: string) => `Нужен модуль «${name}», сейчас он выключен.`,
  askOwner: 'Его включает владелец компании.',
  open: 'Открыть модули',
}
