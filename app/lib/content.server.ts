/** What loaders need of content: pure functions, no service. The browser gets the result, never the parser. */
export { outline } from '#services/content/outline.ts'
export { renderContent } from '#services/content/render.ts'
