import type { RedlineBlock } from './redline.ts'
import { sectionName, type Unit } from './units.ts'

const MAX_NAMED = 5

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

function named(count: number, what: string, names: string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ')
  return `${plural(count, 'section')} ${what}: ${shown}${names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''}.`
}

const isChapterHeading = (unit: Unit): boolean => unit.shape.type === 'heading' && unit.shape.level === 2

/** The changes in sentences: sections added, removed and changed, moves, words. */
export function summarize(blocks: RedlineBlock[], words: { added: number; removed: number }): string[] {
  const sections = { added: new Set<string>(), removed: new Set<string>(), changed: new Set<string>() }
  const moves: string[] = []
  let lastMove = 0
  for (const block of blocks) {
    if (block.kind === 'inserted' && isChapterHeading(block.unit)) sections.added.add(sectionName(block.unit.chapter))
    else if (block.kind === 'deleted' && isChapterHeading(block.unit))
      sections.removed.add(sectionName(block.unit.chapter))
    if (block.kind === 'moved' && block.change !== lastMove) {
      lastMove = block.change
      const to = sectionName(block.after.section)
      moves.push(block.from === to ? `Text moved within ${to}.` : `Text moved from ${block.from} to ${to}.`)
    }
  }
  for (const block of blocks) {
    const name = changedSection(block)
    if (name && !sections.added.has(name) && !sections.removed.has(name)) sections.changed.add(name)
  }
  const summary = (['changed', 'added', 'removed'] as const)
    .filter((what) => sections[what].size > 0)
    .map((what) => named(sections[what].size, what, [...sections[what]]))
  summary.push(...moves.slice(0, MAX_NAMED))
  if (moves.length > MAX_NAMED) summary.push(`${moves.length - MAX_NAMED} more moves.`)
  if (words.added + words.removed > 0) summary.push(`${plural(words.added, 'word')} added, ${words.removed} removed.`)
  if (summary.length === 0)
    summary.push(blocks.every(({ kind }) => kind === 'unchanged') ? 'Nothing changed.' : 'Only the format changed.')
  return summary
}

function changedSection(block: RedlineBlock): string | null {
  switch (block.kind) {
    case 'unchanged':
    case 'moved_away':
      return null
    case 'inserted':
    case 'deleted':
      return sectionName(block.unit.chapter)
    case 'moved':
      return block.edited ? sectionName(block.after.chapter) : null
    case 'changed':
      return sectionName(block.after.chapter)
  }
}
