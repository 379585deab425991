import { variableSentence } from './facts.ts'
import { sentence } from './format.ts'
import { type Redline, type RedlineBlock, renumberings } from './redline.ts'
import { type Section, sectionName, type Unit } from './units.ts'

const MAX_NAMED = 5

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** So many sentences of a kind, and how many more there are. */
const cut = (sentences: string[], more: string): string[] =>
  sentences.length > MAX_NAMED + 1
    ? [...sentences.slice(0, MAX_NAMED), `${sentences.length - MAX_NAMED} more ${more}.`]
    : sentences

function named(count: number, what: string, names: string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ')
  return `${plural(count, 'section')} ${what}: ${shown}${names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''}.`
}

const isChapterHeading = ({ shape: { leaf } }: Unit): boolean => leaf.type === 'heading' && leaf.level === 2

function sectionSentences(blocks: readonly RedlineBlock[]): string[] {
  // A section that is on both sides is called by its number of now.
  const names = new Map(
    blocks.flatMap((block) => newChapters(block).map((chapter) => [chapter.text, sectionName(chapter)])),
  )
  const nameOf = (chapter: Section | null) => names.get(chapter?.text ?? '') ?? sectionName(chapter)
  const sections = { changed: new Set<string>(), added: new Set<string>(), removed: new Set<string>() }
  for (const block of blocks) {
    if (block.kind === 'inserted' && isChapterHeading(block.unit)) sections.added.add(sectionName(block.unit.chapter))
    if (block.kind === 'deleted' && isChapterHeading(block.unit)) sections.removed.add(sectionName(block.unit.chapter))
  }
  for (const block of blocks) {
    const chapter = changedSection(block)
    const name = chapter === undefined ? null : nameOf(chapter)
    if (name && !sections.added.has(name) && !sections.removed.has(name)) sections.changed.add(name)
  }
  return (['changed', 'added', 'removed'] as const)
    .filter((what) => sections[what].size > 0)
    .map((what) => named(sections[what].size, what, [...sections[what]]))
}

const newChapters = (block: RedlineBlock): Section[] => {
  const units = block.kind === 'inserted' ? [block.unit] : 'after' in block ? [block.after].flat() : []
  return units.flatMap(({ chapter }) => (chapter ? [chapter] : []))
}

/** The chapter that a block changes, null before the first; undefined when it changes none. */
function changedSection(block: RedlineBlock): Section | null | undefined {
  switch (block.kind) {
    case 'unchanged':
    case 'refilled':
    case 'moved_away':
      return undefined
    case 'inserted':
    case 'deleted':
      return block.unit.chapter
    case 'moved':
      return block.reworded || block.notes.length > 0 ? block.after[0]?.chapter : undefined
    case 'changed':
      return block.after[0]?.chapter
  }
}

/** Each move once: "4 Reviews moved after 7 Records." */
function moveSentences(blocks: readonly RedlineBlock[]): string[] {
  const moves = new Set(blocks.flatMap((block) => (block.kind === 'moved' ? [block.move] : [])))
  return [...moves].map((move) => {
    if (move.type === 'section') return `${move.name} moved ${move.where}.`
    const [from, to] = [sectionName(move.from.section), sectionName(move.to.section)]
    return move.from.section?.text === move.to.section?.text
      ? `Text moved within ${to}.`
      : `Text moved from ${from} to ${to}.`
  })
}

/** What is another format, with the section it is in. */
const formatSentences = (blocks: readonly RedlineBlock[]): string[] => [
  ...new Set(
    blocks.flatMap((block) => {
      if (block.kind !== 'changed' && block.kind !== 'moved') return []
      const section = block.after[0]?.section ?? null
      return block.notes.map((note) => (section ? `${sectionName(section)}: ${note}.` : `${sentence(note)}.`))
    }),
  ),
]

function numberSentence(blocks: readonly RedlineBlock[]): string[] {
  const numbers = renumberings(blocks)
  if (numbers.length === 0) return []
  const shown = numbers.slice(0, MAX_NAMED).map(({ before, after }) => `${before} is now ${after}`)
  const more = numbers.length > MAX_NAMED ? ` and ${numbers.length - MAX_NAMED} more` : ''
  return [`${plural(numbers.length, 'paragraph')} renumbered: ${shown.join(', ')}${more}.`]
}

/** The changes in sentences: title, variables, sections added, removed and changed, moves, formats, numbers, words. */
export function summarize({
  title,
  variables,
  blocks,
  words,
}: Pick<Redline, 'title' | 'variables' | 'blocks' | 'words'>): string[] {
  const formats = formatSentences(blocks)
  const summary = [
    ...(title ? ['The title changed.'] : []),
    ...cut(variables.map(variableSentence), 'changes of variables'),
    ...sectionSentences(blocks),
    ...cut(moveSentences(blocks), 'moves'),
    ...cut(formats, 'changes of format'),
    ...numberSentence(blocks),
  ]
  if (words.added + words.removed > 0) summary.push(`${plural(words.added, 'word')} added, ${words.removed} removed.`)
  else if (formats.length > 0) summary.push('No words added or removed.')
  return summary.length > 0 ? summary : ['Nothing changed.']
}
