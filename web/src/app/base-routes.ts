import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'

import { NotFoundPage } from './not-found-page.tsx'
import { SignedIn } from './signed-in.tsx'

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

/** Pages for whoever is signed in. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
})
