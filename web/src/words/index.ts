export { currentLanguage, currentWords, openWords, setLanguage } from './language.ts'
export { useFormats, useLanguage, useWords } from './use-words.ts'
