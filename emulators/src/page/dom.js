/**
 * Makes an element. Properties that begin with `on` are listeners, `class` is the class list, the
 * rest are attributes; children that are strings become text, never markup.
 */
export function h(name, props = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === false || value === null) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== false))
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** Strokes of 1.5 in a box of 16, as everywhere in the product. */
const ICONS = {
  back: 'M10 4L6 8l4 4',
  clip: 'M13 7.4l-5.1 5.1a3.1 3.1 0 0 1-4.4-4.4l5.3-5.3a2.1 2.1 0 0 1 3 3l-5.2 5.2a1 1 0 0 1-1.5-1.5l4.6-4.6',
  send: 'M8 13V3.5M4 7.2L8 3.2l4 4',
  mic: 'M8 2a2 2 0 0 1 2 2v4a2 2 0 0 1-4 0V4a2 2 0 0 1 2-2zM3.8 7.8a4.2 4.2 0 0 0 8.4 0M8 12v2.2',
  stop: 'M5 5h6v6H5z',
  plus: 'M8 3v10M3 8h10',
  reset: 'M13 8a5 5 0 1 1-1.6-3.7L13 5.8M13 2.8v3h-3',
  inbox: 'M2 9.5h3.2l1 1.8h3.6l1-1.8H14M3.6 3h8.8L14 9.3V12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V9.3z',
  phone:
    'M5 1.5h6a1.3 1.3 0 0 1 1.3 1.3v10.4a1.3 1.3 0 0 1-1.3 1.3H5a1.3 1.3 0 0 1-1.3-1.3V2.8A1.3 1.3 0 0 1 5 1.5zM7 12.3h2',
  tick: 'M3.5 8.5l3 3 6-6.5',
  ticks: 'M1.5 8.5l3 3L10 5M7.7 10.7l.8.8L14.5 5',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM8 5v3.2l2 1.4',
  more: 'M8 3.6v.01M8 8v.01M8 12.4v.01',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4.5 1.8h4.8l3 3v8.4a1 1 0 0 1-1 1h-6.8a1 1 0 0 1-1-1V2.8a1 1 0 0 1 1-1zM9 2v3h3',
  pin: 'M8 14.2S3.4 9.9 3.4 6.4a4.6 4.6 0 0 1 9.2 0C12.6 9.9 8 14.2 8 14.200zM8 4.900a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  person:
    'M8 2.6a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.200zM3 13.600c.5-2.5 2.3-3.9 5-3.900s4.5 1.4 5 3.9',
  photo:
    'M2.8 3h10.400a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H2.800a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM2 11.300l3.6-3.6 2.8 2.8 2-2 3.6 3.200M11 5.800v.01',
  smile:
    'M8 2.200a5.8 5.8 0 1 1 0 11.600A5.8 5.8 0 0 1 8 2.200zM5.5 9.300c.6 1.2 1.4 1.7 2.5 1.700s1.9-.5 2.5-1.700M6 6.300v.01M10 6.300v.01',
  keyboard:
    'M2.5 4h11a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM4.5 7v.01M7 7v.01M9.5 7v.01M12 7v.01M5 9.500h6',
  faults: 'M8 2.300l6.2 11H1.800zM8 6.400v3.200M8 11.400v.01',
  copy: 'M5.5 5.500h7v8h-7zM3.5 10.500v-8h7',
  link: 'M6 10l4.5-4.500M7 5.500h3.500V9',
}

export function icon(name, size = 16) {
  return svg(size, [
    ['path', { d: ICONS[name], fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }],
  ])
}

/** The product's own mark of a platform: one silhouette, one stroke, never in brand colours. */
export function glyph({ glyph: [body, cut] }) {
  return svg(16, [
    ['path', { d: body, fill: 'currentColor', stroke: 'currentColor' }],
    ['path', { d: cut, fill: 'none', stroke: 'var(--cut, var(--o-surface))', 'stroke-width': 1.4 }],
  ])
}

export function logo() {
  const image = h('img', { src: '/page/logo.svg', width: 26, height: 26, alt: '' })
  return image
}

function svg(size, shapes) {
  const element = document.createElementNS(SVG, 'svg')
  const attributes = { width: size, height: size, viewBox: '0 0 16 16', 'aria-hidden': 'true' }
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  for (const [name, props] of shapes) {
    const shape = document.createElementNS(SVG, name)
    shape.setAttribute('stroke-linecap', 'round')
    shape.setAttribute('stroke-linejoin', 'round')
    for (const [key, value] of Object.entries(props)) shape.setAttribute(key, value)
    element.append(shape)
  }
  return element
}

/** Shows what floats, and hides it at Escape or a press elsewhere. */
export function popover(anchor, content) {
  document.querySelector('.menu')?.dispatchEvent(new Event('dismiss'))
  const box = h('div', { class: 'menu', role: 'menu' }, content)
  const close = () => {
    box.remove()
    document.removeEventListener('pointerdown', onPointer, true)
    document.removeEventListener('keydown', onKey, true)
  }
  const onPointer = (event) => {
    if (!box.contains(event.target)) close()
  }
  const onKey = (event) => {
    if (event.key !== 'Escape') return
    close()
    anchor.focus()
  }
  box.addEventListener('click', close)
  box.addEventListener('dismiss', close)
  document.addEventListener('pointerdown', onPointer, true)
  document.addEventListener('keydown', onKey, true)
  document.body.append(box)
  place(box, anchor.getBoundingClientRect())
  box.querySelector('button')?.focus()
}

function place(box, near) {
  const { offsetWidth: width, offsetHeight: height } = box
  const isBelow = near.bottom + height + 8 < innerHeight
  const left = Math.max(8, Math.min(near.left, innerWidth - width - 8))
  box.style.left = `${left}px`
  box.style.top = `${isBelow ? near.bottom + 4 : Math.max(8, near.top - height - 4)}px`
}

export function menuItem(name, label, onclick, tone = '') {
  return h('button', { type: 'button', role: 'menuitem', class: tone, onclick }, icon(name), label)
}
