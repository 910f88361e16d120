/** What browsers call a picture that has no name: one of the screen, or of a page. */
const nameless = /^image\.(\w+)$/i

/** Tables and pages bring a picture of themselves along: there the words are meant. */
export function pastedFiles(data: DataTransfer): File[] {
  const isText = data.types.includes('text/plain') && data.types.includes('text/html')
  return isText ? [] : [...data.files]
}

/** So that two screenshots differ, for us and on the customer's phone. */
export function named(files: readonly File[], word: string, at: Date): File[] {
  let count = 0
  return files.map((file) => {
    const [, extension] = nameless.exec(file.name) ?? []
    if (!extension) return file
    count++
    const name = `${word} ${stamp(at)}${count > 1 ? ` (${count})` : ''}.${extension}`
    return new File([file], name, { type: file.type, lastModified: file.lastModified })
  })
}

/** Sorted as it was taken, and without a colon, which some systems do not take in a name. */
function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.')}`
}
