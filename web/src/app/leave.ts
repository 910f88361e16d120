import { refusal } from '../api/request.ts'
import { signOut } from '../features/session/index.ts'
import { mayLeave } from '../ui/leaving.ts'

/** «Выйти», once what is unsaved has been thought of. */
export async function leave(): Promise<void> {
  if (!(await mayLeave())) return
  await signOut().catch(() => undefined)
  refusal(401, { error: { code: 'signed-out', message: '' }, requestId: '' })
}
