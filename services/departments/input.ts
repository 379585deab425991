import { z } from 'zod'
import { line } from '../writing.ts'

const id = z.uuid('Choose one from the list')

/** Enough for any organization; the tree of them is shown whole. */
export const MOST_DEPARTMENTS = 500

export const DepartmentInput = z.strictObject({
  name: line(120, 'Write a name'),
  /** The department above it; null for one at the top. */
  parentId: id.nullable().default(null),
  /** The member who leads it. */
  headId: id.nullable().default(null),
})
export type DepartmentInput = z.input<typeof DepartmentInput>

export const ChangeDepartment = z
  .strictObject({ name: line(120, 'Write a name'), parentId: id.nullable(), headId: id.nullable() })
  .partial()
export type ChangeDepartment = z.input<typeof ChangeDepartment>

export const MergeDepartment = z.strictObject({ intoId: id })
export type MergeDepartment = z.input<typeof MergeDepartment>
