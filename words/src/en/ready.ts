/** Texts for customers that a form proposes, to be changed by whoever saves it. */
export const ready = {
  offHoursReply:
    'Hello. We are closed at the moment and will answer as soon as our working day begins',
}
