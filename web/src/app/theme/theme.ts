import {
  Button,
  createTheme,
  Drawer,
  Input,
  localStorageColorSchemeManager,
  Menu,
  Modal,
  Popover,
} from '@mantine/core'

import button from './button.module.css'
import dialog from './dialog.module.css'
import floating from './floating.module.css'
import input from './input.module.css'

const over = { lockScroll: false, transitionProps: { duration: 150 } }

/** Behaviour and defaults only: colours and sizes are in the sheets beside this file. */
export const theme = createTheme({
  primaryColor: 'blue',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', radius: 'sm' }, classNames: button }),
    Input: Input.extend({
      defaultProps: { size: 'sm', radius: 'sm' },
      classNames: { wrapper: input.wrapper ?? '', input: input.input ?? '' },
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: {
        label: input.label ?? '',
        description: input.description ?? '',
        error: input.error ?? '',
      },
    }),
    Menu: Menu.extend({
      defaultProps: { transitionProps: { duration: 120 }, withinPortal: true },
      classNames: floating,
    }),
    Popover: Popover.extend({
      defaultProps: { transitionProps: { duration: 120 } },
      classNames: { dropdown: floating.dropdown ?? '' },
    }),
    Modal: Modal.extend({
      defaultProps: { ...over, radius: 'lg', centered: true },
      classNames: dialog,
    }),
    Drawer: Drawer.extend({ defaultProps: { ...over, position: 'right' }, classNames: dialog }),
  },
})

/** The same key is read by public/theme.js before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'otklik.theme' })
