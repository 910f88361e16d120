import { createContext, use } from 'react'

/** Opens a picture or a film over the whole window, among all of its conversation. */
const ViewerContext = createContext<(fileId: string) => void>(() => {})

export const ViewerProvider = ViewerContext.Provider

export function useOpenViewer(): (fileId: string) => void {
  return use(ViewerContext)
}
