export { chooseTemplate } from './choose-template.ts'
export { learnTemplate } from './learn-templates.ts'
export { type TemplateWorld, templateRoutes } from './template-routes.ts'
export { watchTemplates } from './watch-templates.ts'
