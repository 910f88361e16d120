export { fileAddress, previewAddress } from './addresses.ts'
export { fetchFileAgain } from './api/fetch-file-again.ts'
export {
  type FileProblem,
  goesAsDocument,
  problemOf,
  type SentKind,
  sentKindOf,
} from './check-file.ts'
export { Upload, type UploadState } from './upload.ts'
