import { normalizeInline } from './inline.ts'
import { type Block, childBlocks, type Inline } from './model.ts'
import { lineText } from './variables.ts'

/** Longer ids are of no use, and each link to them repeats them. */
const LONGEST = 1_000

const cut = (id: string): string => id.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')

/** A heading's id by GitHub's rule, so that links which work there work here: "Roles & duties" is `roles--duties`. */
const slug = (text: string): string =>
  cut(
    text
      .toLowerCase()
      .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
      .replace(/ /g, '-')
      .normalize('NFC'),
  ) || 'section'

const namesOf = (blocks: Block[]): string[] =>
  blocks.filter((block) => block.type === 'heading').map(({ inline }) => lineText(inline).replace(/\s+/g, ' '))

/** For the words of headings their ids, each once: `scope`, `scope-1`. */
function idsOf(names: readonly string[]): string[] {
  const used = new Map<string, number>()
  return names.map((text) => {
    const base = slug(text)
    let id = base
    // A heading "Scope 1" may already be called scope-1.
    while (used.has(id)) {
      const count = (used.get(base) ?? 0) + 1
      used.set(base, count)
      id = `${base}-${count}`
    }
    used.set(id, 0)
    return id
  })
}

/** The ids of headings, in their order. A variable counts by its name, so that filling it in breaks no link. */
export const headingIds = (blocks: Block[]): string[] => idsOf(namesOf(blocks))

/** What different tools have in common when they make an id of a heading. */
const loose = (target: string): string =>
  target
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^user-content-/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** Finds the heading that a target such as `#Scope` means; null when there is none. */
export function anchorsOf(blocks: Block[]): (target: string) => string | null {
  const names = namesOf(blocks)
  const ids = idsOf(names)
  const exact = new Set(ids)
  // Of headings that are alike the first one, which the map takes last.
  const similar = new Map(
    ids.flatMap((id, at) => [[loose(id), id] as const, [loose(names[at] ?? ''), id] as const]).reverse(),
  )
  return (target) => {
    const id = cut(target.slice(1))
    const found = exact.has(id) ? id : similar.get(loose(id))
    return found === undefined ? null : `#${found}`
  }
}

const targetInside = (run: Inline): string | null =>
  run.type !== 'break' && run.style.href?.startsWith('#') ? run.style.href : null

type Line = { inline: Inline[] }

const linesWithLinks = (blocks: Block[]): Line[] =>
  blocks.flatMap((block) => {
    if (!('inline' in block)) return childBlocks(block).flatMap(linesWithLinks)
    return block.inline.some(targetInside) ? [block] : []
  })

/** Blocks whose links to a heading carry its id, whatever tool they were written for. Other targets stay as they are. */
export function linkHeadings(blocks: Block[]): Block[] {
  const lines = linesWithLinks(blocks)
  if (lines.length === 0) return blocks
  const find = anchorsOf(blocks)
  for (const line of lines) {
    const runs = line.inline.map((run) => {
      const target = targetInside(run)
      if (run.type === 'break' || target === null) return run
      return { ...run, style: { ...run.style, href: find(target) ?? target } }
    })
    // Two links side by side may now be one.
    line.inline = normalizeInline(runs)
  }
  return blocks
}
