import { z } from 'zod'
import { ChangeDepartment, DepartmentInput, MergeDepartment } from '#services/departments/input.ts'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { DepartmentView, departmentView } from './views.ts'

const InDepartment = z.strictObject({ department: z.uuid() })
const inDepartment = { department: EXAMPLE_IDS.department }

const DEPARTMENT_EXAMPLE = {
  id: EXAMPLE_IDS.department,
  name: 'Security',
  parentId: null,
  headId: null,
  retiredAt: null,
} satisfies z.input<typeof DepartmentView>

export const departments: Resource = {
  tag: 'Departments',
  operations: [
    operation({
      id: 'departments.list',
      method: 'get',
      path: '/departments',
      summary: 'List the departments that are not retired, by name',
      scope: 'members:read',
      query: z.strictObject({ limit, cursor: idCursor }),
      response: listOf(DepartmentView),
      status: 200,
      example: { response: { data: [DEPARTMENT_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { limit, cursor } }) => {
        const { departments, ...place } = await services.departments.list(actor, { limit, after: cursor })
        return { body: pageOf(departments.map(departmentView), place) }
      },
    }),
    operation({
      id: 'departments.create',
      method: 'post',
      path: '/departments',
      summary: 'Make a department',
      scope: 'members:write',
      body: DepartmentInput,
      response: DepartmentView,
      status: 201,
      example: {
        body: { name: 'Network security', parentId: EXAMPLE_IDS.department },
        response: { ...DEPARTMENT_EXAMPLE, name: 'Network security', parentId: EXAMPLE_IDS.department },
      },
      run: async ({ services, actor, body }) => {
        const made = await services.departments.create(actor, body)
        return { body: departmentView(made), location: `/departments/${made.id}` }
      },
    }),
    operation({
      id: 'departments.get',
      method: 'get',
      path: '/departments/{department}',
      summary: 'Read a department, retired or not',
      scope: 'members:read',
      params: InDepartment,
      response: DepartmentView,
      status: 200,
      example: { params: inDepartment, response: DEPARTMENT_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: departmentView(await services.departments.get(actor, params.department)),
      }),
    }),
    operation({
      id: 'departments.change',
      method: 'patch',
      path: '/departments/{department}',
      summary: 'Change the name or the head of a department, or move it',
      scope: 'members:write',
      params: InDepartment,
      body: ChangeDepartment,
      response: DepartmentView,
      status: 200,
      example: {
        params: inDepartment,
        body: { headId: EXAMPLE_IDS.member },
        response: { ...DEPARTMENT_EXAMPLE, headId: EXAMPLE_IDS.member },
      },
      run: async ({ services, actor, params, body }) => ({
        body: departmentView(await services.departments.change(actor, params.department, body)),
      }),
    }),
    operation({
      id: 'departments.merge',
      method: 'post',
      path: '/departments/{department}/merge',
      summary: 'Move all that is in a department to another, and retire it',
      scope: 'members:write',
      params: InDepartment,
      body: MergeDepartment,
      response: DepartmentView,
      status: 200,
      example: {
        params: inDepartment,
        body: { intoId: EXAMPLE_IDS.otherDepartment },
        response: { ...DEPARTMENT_EXAMPLE, retiredAt: EXAMPLE_TIME },
      },
      run: async ({ services, actor, params, body }) => ({
        body: departmentView(await services.departments.merge(actor, params.department, body)),
      }),
    }),
    operation({
      id: 'departments.retire',
      method: 'delete',
      path: '/departments/{department}',
      summary: 'Retire a department that nobody is in',
      scope: 'members:write',
      params: InDepartment,
      status: 204,
      isRepeatable: true,
      example: { params: inDepartment },
      run: async ({ services, actor, params }) => {
        await services.departments.retire(actor, params.department)
        return {}
      },
    }),
  ],
}
