/** A skill is its word, however it is capitalised: the first spelling stays. */
export function uniqueSkills(skills: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const skill of skills) {
    const key = skill.trim().toLocaleLowerCase()
    if (!seen.has(key)) seen.set(key, skill.trim())
  }
  return [...seen.values()]
}
