export { useVoice } from './use-voice.tsx'
