import {
  type Button,
  createTheme,
  type Drawer,
  type Input,
  localStorageColorSchemeManager,
  type Menu,
  type Modal,
  type Popover,
} from '@mantine/core'

import button from './button.module.css'
import dialog from './dialog.module.css'
import floating from './floating.module.css'
import input from './input.module.css'

/** What `extend` of a component takes. It would bring the component itself into the first load. */
type Defaults<Component extends { extend(given: never): unknown }> = Parameters<
  Component['extend']
>[0]

const over = { lockScroll: false, transitionProps: { duration: 150 } }

/** Behaviour and defaults only: colours and sizes are in the sheets beside this file. */
export const theme = createTheme({
  primaryColor: 'blue',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm', radius: 'sm' }, classNames: button } satisfies Defaults<
      typeof Button
    >,
    Input: {
      defaultProps: { size: 'sm', radius: 'sm' },
      classNames: { wrapper: input.wrapper ?? '', input: input.input ?? '' },
    } satisfies Defaults<typeof Input>,
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: {
        label: input.label ?? '',
        description: input.description ?? '',
        error: input.error ?? '',
      },
    } satisfies Defaults<typeof Input.Wrapper>,
    Menu: {
      defaultProps: {
        transitionProps: { duration: 120 },
        withinPortal: true,
        // A place for the focus that is nothing itself: a menu holds items and nothing else.
        withInitialFocusPlaceholder: false,
      },
      classNames: floating,
    } satisfies Defaults<typeof Menu>,
    Popover: {
      defaultProps: { transitionProps: { duration: 120 } },
      classNames: { dropdown: floating.dropdown ?? '' },
    } satisfies Defaults<typeof Popover>,
    Modal: {
      defaultProps: { ...over, radius: 'lg', centered: true },
      classNames: dialog,
    } satisfies Defaults<typeof Modal>,
    Drawer: { defaultProps: { ...over, position: 'right' }, classNames: dialog } satisfies Defaults<
      typeof Drawer
    >,
  },
})

/** The same key is read by public/theme.js before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'otklik.theme' })
