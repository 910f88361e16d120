/** Of the panel beside the canvas. */
export const panelId = 'bot-step-panel'

/** Once what was selected has been drawn. */
export function focusPanel(): void {
  soon(() => {
    const panel = document.getElementById(panelId)
    const first = panel?.querySelector<HTMLElement>('[data-first] :is(input, textarea, select)')
    ;(first ?? panel)?.focus()
  })
}

/** On the canvas, or in the list where that is shown. */
export function focusStep(id: string): void {
  soon(() => document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus())
}

function soon(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act))
}
