/**
 * JSON as Meta writes it: everything beyond ASCII as `\uXXXX` in lower case, slashes as `\/`. Who
 * signs or parses anything but these very bytes is to find out here.
 */
export function encode(value: unknown, escapesSlashes: boolean): string {
  const ascii = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return escapesSlashes ? ascii.replaceAll('/', '\\/') : ascii
}
