export {
  currentLanguage,
  currentWords,
  openWords,
  openWordsOf,
  setLanguage,
  type WordsPart,
  withWords,
} from './language.ts'
export { useFormats, useLanguage, useWords } from './use-words.ts'
