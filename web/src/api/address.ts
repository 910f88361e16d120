/**
 * An address of the API: api`conversations/${id}/read`. What stands in a page's own address may be
 * anything, and whoever sends somebody a link has written it: within an address it is one name, and
 * leads nowhere else.
 */
export function api(path: TemplateStringsArray, ...names: (string | number)[]): string {
  return `/api/v1/${String.raw({ raw: path }, ...names.map(oneName))}`
}

/** Browsers take `..` for a step up, encoded or not; nothing, for the list it would have been of. */
const oneName = (name: string | number): string => encodeURIComponent(name).replace(/^\.*$/, '-')
