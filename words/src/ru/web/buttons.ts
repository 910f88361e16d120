/** Buttons that an operator attaches to a message. */
export const buttons = {
  title: 'Варианты ответа для клиента',
  kinds: { inline: 'Кнопки в тексте', keyboard: 'Кнопки клавиатуры' },
  native: {
    inline: 'Клиент увидит кнопки под сообщением',
    keyboard: 'Клиент увидит кнопки вместо клавиатуры',
  },
  /** What the messenger makes of them. */
  instead: {
    inline: (channel: string) => `${channel} покажет кнопки под сообщением`,
    keyboard: (channel: string) => `${channel} покажет кнопки вместо клавиатуры`,
    replies: (channel: string) => `${channel} покажет кнопки ответа, нажать можно одну`,
    list: (channel: string) => `${channel} покажет список, он открывается кнопкой`,
    lines: (channel: string) => `${channel} покажет строки с номерами, клиент ответит текстом`,
  },
  label: (number: number) => `Кнопка ${number}`,
  placeholder: 'Короткий ответ',
  same: 'Такая кнопка уже есть',
  tooLong: (limit: string, extra: string) => `Длиннее ${limit} символов, лишних ${extra}`,
  tooMany: (channel: string, most: number) => `Больше ${most} кнопок ${channel} не покажет`,
  empty: 'Впишите хотя бы один вариант',
  add: 'Добавить кнопку',
  drop: (number: number) => `Убрать кнопку ${number}`,
  attach: 'Прикрепить',
  edit: 'Изменить кнопки',
  remove: 'Убрать кнопки',
  needText: 'Кнопки уходят под текстом, напишите его',
}
