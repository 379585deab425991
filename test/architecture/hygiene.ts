import ts from 'typescript'

/** A bad habit, and how to see it in a file. `where` gives the lines it is on. */
export type Habit = { name: string; files: RegExp; where(text: string, path: string): number[] }

const CODE = /\.tsx?$/
const ROUTE = /^app\/routes\/.+\.tsx?$/

/** Longer than a reader holds in the head at once; each exception says why it may be. */
const LONG_FOR_A_REASON: Record<string, string> = {}
const MOST_LINES = 400
const MOST_LINES_OF_A_ROUTE = 150

export const HABITS: Habit[] = [
  {
    name: `more than ${MOST_LINES} lines`,
    files: /\.(tsx?|css|sql)$/,
    where: (text, path) => (path in LONG_FOR_A_REASON ? [] : beyond(text, MOST_LINES)),
  },
  {
    name: `a route of more than ${MOST_LINES_OF_A_ROUTE} lines`,
    files: ROUTE,
    where: (text) => beyond(text, MOST_LINES_OF_A_ROUTE),
  },
  { name: 'the type that turns types off', files: CODE, where: anyTypes },
  { name: 'an error of the type checker silenced', files: CODE, where: matching(/@ts-(ignore|nocheck)/) },
  { name: 'work left for later', files: /\.(tsx?|css|sql|md)$/, where: matching(/\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/) },
  {
    name: 'a test that sleeps instead of waiting for a condition',
    // The rules of test/architecture have bad examples.
    files: /^test\/(?!architecture\/|.*\.workflow\.ts$).*\.tsx?$/,
    where: matching(/\bsetTimeout\(|timers\/promises|waitFor[T]imeout\(|\bawait sleep\(/),
  },
  {
    name: 'a test that is left out, or leaves the others out',
    files: /^test\/.*\.tsx?$/,
    where: matching(/\b(test|it|describe)\.(only|skip|todo)\b/),
  },
  { name: 'a property test whose cases nobody counts', files: /^test\/.*\.tsx?$/, where: uncountedProperties },
  { name: 'a module replaced by a mock', files: /^test\/.*\.tsx?$/, where: matching(/\bvi\.(do)?[mM]ock\(/) },
  {
    name: 'a color that is not a token',
    files: /^app\/(?!styles\/tokens\.css$).*\.(tsx?|css)$/,
    where: matching(
      /(?<![\w/&])#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?![\w-])|\b(rgba?|hsla?|oklch|oklab|lab|lch)\(/i,
    ),
  },
]

function matching(pattern: RegExp) {
  return (text: string): number[] => text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []))
}

function beyond(text: string, most: number): number[] {
  const lines = text.split('\n').length - 1
  return lines > most ? [lines] : []
}

/** Calls of `fc.assert` that do not say by `randomRuns` how many cases a full run tries, be it by a name. */
function uncountedProperties(text: string, path: string): number[] {
  if (!text.includes('fc.assert(')) return []
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lines: number[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'fc.assert') {
      const [, count = ''] = /\bnumRuns: ([\w.]+)/.exec(node.arguments[1]?.getText() ?? '') ?? []
      const isCounted = count === 'randomRuns' || new RegExp(`\\bconst ${count} = randomRuns\\(`).test(text)
      if (!isCounted) lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return lines
}

function anyTypes(text: string, path: string): number[] {
  // Parsing takes long, and few files have the word at all.
  if (!/\bany\b/.test(text)) return []
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lines: number[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return lines
}
