import { type RefObject, useEffect } from 'react'

import { ApiFailure } from '../api/failure.ts'

/** A refusal moves the focus to the first field that is wrong, once (interface.md §7). */
export function useFocusWrongField(
  form: RefObject<HTMLFormElement | null>,
  failure: unknown,
): void {
  useEffect(() => {
    if (!(failure instanceof ApiFailure)) return
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus()
  }, [form, failure])
}
