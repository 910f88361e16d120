export { currentLanguage, currentWords, setLanguage } from './language.ts'
export { useFormats, useLanguage, useWords } from './use-words.ts'
