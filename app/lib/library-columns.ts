/** The columns of a list that a reader can choose, and which of them there is room for. Pure. */

/** From left to right, with the pixels that each takes. */
export const LIBRARY_COLUMNS = [
  { key: 'status', label: 'Status', width: 112 },
  { key: 'label', label: 'In effect', width: 66 },
  { key: 'category', label: 'Category', width: 150 },
  { key: 'type', label: 'Type', width: 106 },
  { key: 'classification', label: 'Classification', width: 108 },
  { key: 'frameworks', label: 'Framework', width: 138 },
  { key: 'tags', label: 'Tags', width: 138 },
  { key: 'owner', label: 'Owner', width: 136 },
  { key: 'review', label: 'Next review', width: 112 },
  { key: 'signoffs', label: 'Sign-offs', width: 76 },
  { key: 'updated', label: 'Last change', width: 106 },
  { key: 'source', label: 'Source', width: 112 },
] as const
export type LibraryColumn = (typeof LIBRARY_COLUMNS)[number]['key']

export const isLibraryColumn = (name: unknown): name is LibraryColumn => LIBRARY_COLUMNS.some(({ key }) => key === name)

/** What a list begins with. */
export const DEFAULT_COLUMNS = [
  'status',
  'label',
  'category',
  'frameworks',
  'owner',
  'review',
  'signoffs',
  'source',
] as const satisfies readonly LibraryColumn[]

/** Which are left out last where room is scarce. */
const DEAREST = [
  'status',
  'review',
  'owner',
  'label',
  'signoffs',
  'category',
  'frameworks',
  'updated',
  'tags',
  'type',
  'classification',
  'source',
] as const satisfies readonly LibraryColumn[]

/** How much all of them may take beside identifier and title, by how wide the page is: app/styles/library.css has the same steps. */
const ROOM = [430, 510, 690, 800, 910] as const

/**
 * From which width of the page on each of the chosen columns is shown: 1 is every desk, 5 the widest.
 * @returns nothing for those that no page has room for
 */
export function stepsOf(chosen: readonly LibraryColumn[]): Map<LibraryColumn, number> {
  const steps = new Map<LibraryColumn, number>()
  let taken = 0
  for (const key of DEAREST.filter((name) => chosen.includes(name))) {
    taken += LIBRARY_COLUMNS.find((column) => column.key === key)?.width ?? 0
    const step = ROOM.findIndex((room) => taken <= room)
    if (step === -1) break
    steps.set(key, step + 1)
  }
  return steps
}
