import { isTest, type Problem, type Source } from './source.ts'

const shown = /^(server\/src|web|widget|protocol\/src)\//
/** Modules are services a company buys by their names: of these one is called like its platform. */
const allowed =
  /^(server\/src\/(channels\/(?!kit\/)[^/]+\/|channels\/catalogue\.ts$|demo\/)|protocol\/src\/modules\.ts$)/

/** Words of their own, wherever they stand. */
const names = /(?<![a-zа-яё])(telegram|viber|whatsapp|edna|вконтакте|телеграм|вайбер|ватсап)/i

/** Short enough to be something else too: `.max(`, `maxBytes`. As a whole string they are ids. */
const ids = /(['"`])(vk|max)\1/

const shortNames = /['"`>][^'"`<>\n]*(?<![A-Za-z_])(VK|MAX)(?![A-Za-z_(])[^'"`<>\n]*['"`<]/

/** Adding a platform must change one file outside its folder, and no other may know its name. */
export function checkPlatformNames({ path, code }: Source): Problem[] {
  if (!shown.test(path) || allowed.test(path) || isTest(path)) return []
  const found = names.exec(code)?.[1] ?? ids.exec(code)?.[2] ?? shortNames.exec(code)?.[1]
  if (!found) return []
  return [
    {
      path,
      sentence: `"${found}" is a platform: ask for a capability, or keep it in the platform's folder.`,
    },
  ]
}
