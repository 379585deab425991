import { z } from 'zod'
import { blankIsNull } from '#app/lib/form-fields.ts'
import { DepartmentInput } from '#services/departments/input.ts'

const choice = blankIsNull(z.uuid('Choose one from the list'))

/** What the form of a department sends. */
export const DepartmentForm = z.object({ name: DepartmentInput.shape.name, parentId: choice, headId: choice })
