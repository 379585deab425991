import { z } from 'zod'
import type { Services } from '#services/index.ts'
import { id, instant, isoOrNull } from '../common/views.ts'

type Department = Awaited<ReturnType<Services['departments']['create']>>

export const DepartmentView = z
  .object({
    id,
    name: z.string(),
    parentId: id.nullable().meta({ description: 'The department that it is part of.' }),
    headId: id.nullable().meta({ description: 'The member who leads it.' }),
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'Department' })

export const departmentView = (department: Department): z.input<typeof DepartmentView> => ({
  id: department.id,
  name: department.name,
  parentId: department.parentId,
  headId: department.headId,
  retiredAt: isoOrNull(department.retiredAt),
})
