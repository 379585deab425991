import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest, by its place in the folder of tests. It begins first: begun late, it would still run when all others
 * are done. A clean checkout knows no times of earlier runs, and the size of a file says little.
 */
const LONGEST = ['e2e/demo', 'e2e/attacks', 'e2e/survival', 'e2e/launcher', 'app/pages/isolation', 'worker/kill']

/** The order of vitest, after the longest files of each project. The project that has the longest of all begins. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
    // A process serves one project: files of two that alternate would load all modules anew each time.
    const projects = [...new Set(sorted.map(({ project }) => project))]
    return projects.flatMap((project) => sorted.filter((file) => file.project === project))
  }
}

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}.test.ts`))
  return at < 0 ? LONGEST.length : at
}
