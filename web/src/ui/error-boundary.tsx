import { Component, type ReactNode } from 'react'

import { BrokenPart } from './broken-part.tsx'

interface ErrorBoundaryProps {
  children: ReactNode
  /** A new value tries again: the conversation that is open, the page's address. */
  resetKey?: string | undefined
}

interface ErrorBoundaryState {
  error: unknown
  resetKey: string | undefined
}

/** One column that cannot be drawn must not take the others with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined, resetKey: this.props.resetKey }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error ?? new Error('unknown') }
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    if (props.resetKey === state.resetKey) return null
    return { error: undefined, resetKey: props.resetKey }
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return <BrokenPart onRepeat={() => this.setState({ error: undefined })} />
  }
}
