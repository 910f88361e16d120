/** Ours: 16×16, one stroke, drawn in the current colour. A name says what is drawn. */
const paths = {
  arrowUp: 'M8 13V3.4M3.9 7.3L8 3.2l4.1 4.1',
  bars: 'M3 13.2V9M6.4 13.2V5.4M9.8 13.2V7.4M13.2 13.2V2.8',
  bell: 'M8 2.2a4 4 0 0 1 4 4c0 3.6 1.4 4.8 1.4 4.8H2.6S4 9.8 4 6.2a4 4 0 0 1 4-4zM6.6 13.4a1.5 1.5 0 0 0 2.8 0',
  bot: 'M8 1.9v2.3M4.3 4.2h7.4a1.5 1.5 0 0 1 1.5 1.5v5.4a1.5 1.5 0 0 1-1.5 1.5H4.3a1.5 1.5 0 0 1-1.5-1.5V5.7a1.5 1.5 0 0 1 1.5-1.5zM6.1 7.5v1.3M9.9 7.5v1.3M1.3 7.7v1.9M14.7 7.7v1.9',
  check: 'M3.3 8.5l3.1 3.1 6.3-6.8',
  checkCircle: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM5.4 8.2l1.9 1.9 3.4-3.8',
  checkDot: 'M1.8 8.7l2.7 2.7 5.3-5.9M13.5 11.3v.1',
  checks: 'M1.3 8.6l2.9 2.9 5.7-6.3M7.6 10.9l.7.6 6.2-6.3',
  chevronDown: 'M4 6l4 4 4-4',
  chevronLeft: 'M10 3.8L5.8 8l4.2 4.2',
  chevronRight: 'M6 3.8L10.2 8 6 12.2',
  clock: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM8 4.9v3.3l2.2 1.3',
  close: 'M4 4l8 8M12 4l-8 8',
  contact:
    'M8 2.3a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.7 13.5c.6-2.3 2.6-3.7 5.3-3.7s4.7 1.4 5.3 3.7',
  copy: 'M6 5.5h7v8H6zM10 5.3V2.5H3v8h2.8',
  dots: 'M3.4 8h.01M8 8h.01M12.6 8h.01',
  download: 'M8 2.6v7.2M4.7 6.7L8 10l3.3-3.3M2.9 13.3h10.2',
  edit: 'M10.7 2.9l2.4 2.4-7.5 7.5-3.1.7.7-3.1z',
  external: 'M9.5 2.6h3.9v3.9M13.3 2.7L7.7 8.3M11.6 9.6v3.8H2.6v-9h3.8',
  failed: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM8 4.9v3.7M8 10.9v.1',
  file: 'M4 1.9h5.2L12.5 5v9.1H4zM9 2.1v3.1h3.3',
  flag: 'M3.5 14V2.4h8.3l-1.6 3.1 1.6 3.1H3.5',
  forward: 'M9.4 4l3.8 3.7-3.8 3.7M13 7.7H7.6C4.7 7.7 3 9.6 2.8 12.6',
  image: 'M2.4 3h11.2v10H2.4zM5.6 5.7v.1M2.6 11.2l3.2-3.1 2.3 2.2 2.3-2.7 3 3.3',
  inbox:
    'M2 9.4h3.2l1 1.9h3.6l1-1.9H14M3.6 3h8.8L14 9.2v2.7a1.1 1.1 0 0 1-1.1 1.1H3.1A1.1 1.1 0 0 1 2 11.9V9.2z',
  keyboard: 'M1.9 4h12.2v8H1.9zM4.5 6.6v.1M6.9 6.6v.1M9.2 6.6v.1M11.5 6.6v.1M5.4 9.5h5.2',
  lock: 'M3.9 7.2h8.2v6.1H3.9zM5.5 7V5.3a2.5 2.5 0 0 1 5 0V7',
  message:
    'M3.1 2.9h9.8A1.1 1.1 0 0 1 14 4v6.4a1.1 1.1 0 0 1-1.1 1.1H7L4 14v-2.5h-.9A1.1 1.1 0 0 1 2 10.4V4a1.1 1.1 0 0 1 1.1-1.1z',
  music:
    'M6 12.3V3.5l7-1.3v8.7M6 12.2a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0zM13 10.8a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0z',
  offline:
    'M2.4 6.1A8 8 0 0 1 8 4c.8 0 1.5.1 2.2.3M13.6 6.1l-1.1-.8M4.7 8.7a4.9 4.9 0 0 1 2.2-1.2M6.8 11.2a1.9 1.9 0 0 1 2.4 0M8 13.3v.01M2.9 2.5l10.3 11',
  paperclip:
    'M13 7.3l-5.2 5.2a3.1 3.1 0 0 1-4.4-4.4l5.4-5.4a2.1 2.1 0 0 1 3 3L6.5 11a1.05 1.05 0 0 1-1.5-1.5l4.7-4.7',
  pause: 'M5.4 3.5v9M10.6 3.5v9',
  people:
    'M6 2.7a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM1.5 13.1c.5-2.2 2.2-3.5 4.5-3.5s4 1.3 4.5 3.5M10.6 2.9a2.3 2.3 0 0 1 0 4.4M12.2 9.9c1.3.5 2.1 1.7 2.4 3.2',
  phone:
    'M4.7 1.7h6.6a.9.9 0 0 1 .9.9v10.8a.9.9 0 0 1-.9.9H4.7a.9.9 0 0 1-.9-.9V2.6a.9.9 0 0 1 .9-.9zM7.2 12.1h1.6',
  pin: 'M8 1.9a4.6 4.6 0 0 1 4.6 4.6C12.6 9.9 8 14.1 8 14.1S3.4 9.9 3.4 6.5A4.6 4.6 0 0 1 8 1.9zM8 5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  play: 'M5 3.1v9.8L12.6 8z',
  plus: 'M8 3v10M3 8h10',
  refresh: 'M13.1 8a5.1 5.1 0 1 1-1.6-3.7l1.6 1.5M13.1 2.7v3.1H10',
  reply: 'M6.6 4L2.8 7.7l3.8 3.7M3 7.7h5.4c2.9 0 4.6 1.9 4.8 4.9',
  return: 'M3 3v4.2h4.2M3.2 7A5.2 5.2 0 1 1 3.6 10.7',
  settings:
    'M2.4 5h6.1M12.1 5h1.5M2.4 11h1.5M7.5 11h6.1M10.3 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM5.7 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  smile:
    'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9zM5.6 9.3c.5 1 1.3 1.5 2.4 1.5s1.9-.5 2.4-1.5M6 6.2v.4M10 6.2v.4',
  take: 'M5.6 8.3V3.6a1.1 1.1 0 0 1 2.2 0v3.8M7.8 7.2V6.4a1.1 1.1 0 0 1 2.2 0v1M10 7.4a1.1 1.1 0 0 1 2.2 0v3.2c0 2.1-1.4 3.5-3.5 3.5-1.7 0-2.5-.6-3.4-2L3.5 9.3c-.7-1.2.8-2.1 1.6-1.1l.5.7',
  trash: 'M2.9 4.4h10.2M6 4.2V2.5h4v1.7M4.2 4.6l.6 8.9h6.4l.6-8.9M6.7 7v4M9.3 7v4',
  video: 'M2.4 3.5h11.2v9H2.4zM6.7 6v4l3.4-2z',
  warning: 'M8 2.4l6.1 10.9H1.9zM8 6.5v3.1M8 11.3v.1',
} as const

export type IconName = keyof typeof paths

interface IconProps {
  name: IconName
  size?: number
  className?: string | undefined
}

/** Decoration beside words; whoever uses it alone gives the control a name. */
export function Icon({ name, size = 16, className }: IconProps) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 20 ? 1.25 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
