/** Letters we send. */
export const mail = {}
