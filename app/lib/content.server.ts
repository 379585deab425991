/** What loaders need of content: pure functions, no service. The browser gets the result, never the parser. */
export { outline } from '#services/content/outline.ts'
export { renderContent } from '#services/content/render.ts'
export { askedWords } from '#services/content/search/asked.ts'
export { markHtml } from '#services/content/search/mark-html.ts'
