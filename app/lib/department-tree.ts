interface Place {
  id: string
  name: string
  parentId: string | null
}

/** Departments in the order of a tree, each with how deep it lies: those at the top first by name, each before its parts. */
export function inTree<D extends Place>(departments: readonly D[]): (D & { depth: number })[] {
  const under = new Map<string | null, D[]>()
  for (const department of departments) {
    under.set(department.parentId, [...(under.get(department.parentId) ?? []), department])
  }
  const below = (parentId: string | null, depth: number): (D & { depth: number })[] =>
    (under.get(parentId) ?? []).flatMap((department) => [{ ...department, depth }, ...below(department.id, depth + 1)])
  return below(null, 0)
}

/** The same as choices of a list, where dashes show how deep each lies. */
export const departmentChoices = (departments: readonly Place[]): { value: string; label: string }[] =>
  inTree(departments).map(({ id, name, depth }) => ({ value: id, label: `${'– '.repeat(depth)}${name}` }))
