import type { Actor } from '#domain/actor.ts'
import type { Comparison } from '#domain/documents/comparison.ts'
import { withoutMarks } from '#services/content/paragraph-marks.ts'
import { withImages } from './attachments.server.ts'

const icon = (paths: string) =>
  `<svg class="i" aria-hidden="true" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`

// Lucide "unfold-vertical" and "move-vertical", as text: the redline is rendered once, on the server.
const ICONS = {
  fold: icon(
    '<path d="M12 22v-6"/><path d="M12 8V2"/><path d="M4 12H2"/><path d="M10 12H8"/><path d="M16 12h-2"/><path d="M22 12h-2"/><path d="m15 19-3 3-3-3"/><path d="m15 5-3-3-3 3"/>',
  ),
  move: icon('<path d="M12 2v20"/><path d="m8 18 4 4 4-4"/><path d="m8 6 4-4 4 4"/>'),
}

/** Only the comparison itself writes these tags: content has no folds, and no paragraph of it has these classes. */
const withIcons = (html: string): string =>
  html
    .replaceAll('<summary>', `<summary>${ICONS.fold}`)
    .replaceAll(/<p class="moved-(?:label|from)">/g, (tag) => tag + ICONS.move)

/**
 * A comparison of a document as the page shows it to a reader.
 * @param places puts something in place of the marks of paragraphs; absent: nothing
 */
export const toRedlineView = (
  { html, changes, renumbered, words, summary }: Comparison,
  actor: Actor,
  reference: string,
  places: (html: string) => string = withoutMarks,
) => ({
  html: places(withImages(withIcons(html), actor, reference)),
  changes,
  renumbered,
  words,
  summary,
})
