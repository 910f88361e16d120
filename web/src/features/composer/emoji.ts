/** Few enough to find without a search; the system's own picker has the rest. */
export const emoji = {
  faces:
    '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 😍 😘 😋 😎 🤓 🤔 😐 🙄 😏 😴 😌 😔 😕 🙁 😢 😭 😤 😡 😱 😳 🤗 🤝 🤷 🤦'.split(
      ' ',
    ),
  gestures: '👍 👎 👌 ✌️ 🤞 👋 🙏 👏 🙌 💪 👉 👈 👆 👇 ☝️ ✋ 🤙 ✍️ 👀 🫶'.split(' '),
  hearts: '❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💯 🎉 🎊 🎁 🎂 🏆 ⭐ 🌟 ✨ 🔥 💐 🌹 🌷 ☀️ 🌈'.split(' '),
  things: '📦 🚚 🏠 🏢 🛋️ 🛏️ 🪑 🚪 🔧 🔨 🧾 💳 💰 📞 📱 💻 📧 📍 📅 ⏰ ⌛ 📷 📎 📝 🔑 🛒 ☕ 🍰'.split(
    ' ',
  ),
  signs: '✅ ❌ ❗ ❓ ⚠️ ℹ️ ➡️ ⬅️ ⬆️ ⬇️ 🔄 ➕ ➖ 🔴 🟡 🟢 🔵 🆕 🆗 ™️'.split(' '),
} as const

export type EmojiGroup = keyof typeof emoji
