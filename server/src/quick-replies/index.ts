export { quickReplyRoutes } from './quick-reply-routes.ts'
