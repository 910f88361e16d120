/** What people write who would like it to run. Each calls `alert` where it does. */
const payloads = [
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</textarea><script>alert(1)</script>',
  '</title><svg onload=alert(1)>',
  '</script><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://a.example',
  'data:text/html,<script>alert(1)</script>',
  'https://a.example/"onmouseover="alert(1)',
  '[x](javascript:alert(1))',
  '![x](x"onerror="alert(1))',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<iframe src=javascript:alert(1)>',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<form action=javascript:alert(1)><button>x',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<body onload=alert(1)>',
  '<base href="//evil.example/">',
  '<meta http-equiv=refresh content=0;//evil.example>',
  '<style>@import"//evil.example"</style>',
  '<link rel=stylesheet href=//evil.example>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x',
  '{{constructor.constructor("alert(1)")()}}',
  '\u0024{alert(1)}',
  '#{alert(1)}',
  '<%= alert(1) %>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '\\u003cimg src=x onerror=alert(1)\\u003e',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '<!--><img src=x onerror=alert(1)>-->',
  '<x onclick=alert(1)>',
  '__proto__',
]

export interface Words {
  /** Something hostile for this field, found again by the number it begins with. */
  of(field: string, limits?: { max?: number; without?: RegExp }): string
  /** By field, what was written there. */
  written: Map<string, string>
}

/** Deals the payloads out in turn, so that over all fields each is written somewhere. */
export function createWords(): Words {
  const written = new Map<string, string>()
  let next = 0
  return {
    written,
    of(field, { max = 60, without } = {}) {
      const mark = `w${written.size + 1}`
      for (let tried = 0; tried < payloads.length; tried++) {
        const text = `${mark}${payloads[next++ % payloads.length]}`
        if (text.length > max || without?.test(text.slice(mark.length))) continue
        written.set(field, text)
        return text
      }
      throw new Error(`no payload fits ${field}`)
    },
  }
}
