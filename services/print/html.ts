import { withAddresses } from '../content/attachments.ts'
import { type OutlineEntry, outlineOf } from '../content/outline.ts'
import { renderBlocks } from '../content/render.ts'
import { parseContent } from '../content/sanitize.ts'
import { escapeAttribute, escapeText } from '../content/serialize.ts'
import { fontsFor } from './fonts.ts'
import { isRightToLeft, isUnapproved, type PrintModel } from './model.ts'
import {
  attachments,
  classification,
  contents,
  cover,
  effectInWords,
  history,
  requirements,
  signatures,
  versionLabel,
} from './parts.ts'
import { unprintable } from './scripts.ts'
import { printStyles } from './styles.ts'
import { tableTag } from './tables.ts'

export const WATERMARK = 'DRAFT — NOT IN EFFECT'

type Appendix = { id: string; title: string; html: string; sameSheet?: boolean }

/** Ids of appendices begin as no derived id of a heading can. */
function appendices(model: PrintModel): Appendix[] {
  const parts: Appendix[] = []
  if (model.requirements.length > 0)
    parts.push({ id: '-requirements', title: 'Requirements met', html: requirements(model) })
  if (model.attachments.length > 0)
    parts.push({ id: '-attachments', title: 'Attachments', html: attachments(model), sameSheet: parts.length > 0 })
  if (model.history.length > 0) parts.push({ id: '-history', title: 'Version history', html: history(model) })
  if (model.contentHash)
    parts.push({
      id: '-signatures',
      title: 'Signatures',
      html: signatures(model),
      sameSheet: model.history.length > 0,
    })
  return parts
}

const letter = (at: number): string => String.fromCharCode('A'.charCodeAt(0) + at)

const shorten = (text: string, max: number): string => {
  const characters = [...text]
  return characters.length <= max
    ? text
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

/** Running lines ignore the rules by which the text breaks long words: an invisible blank goes into each. */
const breakable = (text: string): string => text.replace(/[^\s\u2e80-\ua4cf]{16}/gu, '$&\u200b')

/**
 * A document as one HTML page for the printer: cover, contents, text, requirements, signatures. It carries its fonts and
 * refers to nothing outside, so that what is printed depends on the model alone.
 * @param images the images of the text, by their hashes, as `data:` addresses
 */
export function renderPrintHtml(model: PrintModel, images: ReadonlyMap<string, string> = new Map()): string {
  const blocks = parseContent(model.content)
  const extra = appendices(model)
  const entries: OutlineEntry[] = [
    ...outlineOf(blocks, model.variables),
    ...extra.map(({ id, title }, at): OutlineEntry => ({ id, level: 2, number: letter(at), text: title })),
  ]
  const tail = extra.map(
    ({ id, title, html, sameSheet }, at) =>
      `<section class="sheet${sameSheet ? ' follows' : ''}"><h2 id="${id}"><span class="no">${letter(at)}</span> ${title}</h2>${html}</section>`,
  )
  const main = renderBlocks(blocks, model.variables, {
    numbered: true,
    table: (table) => tableTag(table, model.variables),
  })
  const missing = unprintable(`${cover(model, null)}${main}${tail.join('')}`)
  const body = [
    isUnapproved(model) ? `<div class="water" aria-hidden="true">${WATERMARK}</div>` : '',
    cover(model, missing),
    contents(entries),
    `<main class="sheet body">${withAddresses(main, (hash) => images.get(hash) ?? null)}</main>`,
    ...tail,
  ].join('\n')
  const running = {
    organization: breakable(shorten(model.organization.name, 60)),
    document: breakable(shorten(`${model.identifier} ${model.title}`, 100)),
    version: `${versionLabel(model)}, ${effectInWords(model)}`,
    classification: classification(model),
  }
  const title = `${model.identifier} ${model.title}, ${versionLabel(model).toLowerCase()}`
  const direction = isRightToLeft(model.lang) ? ' dir="rtl"' : ''
  const fonts = fontsFor(`${body}${Object.values(running).join('')}`, model.lang)
  return `<!doctype html>
<html lang="${escapeAttribute(model.lang)}"${direction}>
<head>
<meta charset="utf-8">
<title>${escapeText(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<meta name="author" content="${escapeAttribute(model.organization.name)}">
<style>
${printStyles(running, fonts)}
</style>
</head>
<body>
${body}
</body>
</html>`
}
