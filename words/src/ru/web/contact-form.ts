/** Asking the customer for contacts: what an operator reads. */
export const askContacts = {
  title: 'Форма контактов',
  fields: 'Что попросить',
  name: 'Имя',
  phone: 'Телефон',
  email: 'Электронная почта',
  chooseOne: 'Выберите хотя бы одно',
  text: 'Сообщение клиенту',
  textHelp:
    'В конце добавится ссылка, она действует 7 дней. Ответ придёт в переписку и заполнит пустое на карточке',
  usualText: 'Оставьте контакты по ссылке, чтобы мы могли с вами связаться:',
  send: 'Отправить форму',
}
