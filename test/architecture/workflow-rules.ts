import ts from 'typescript'

/** A rule for workflow code, and where a file breaks it, by line. */
export interface WorkflowRule {
  name: string
  files: RegExp
  where(file: ts.SourceFile): number[]
}

const WORKFLOW_CODE = /^workflows\/.*\.ts$/
/** What goes into histories: the contracts of workflows, and the words that they share with the services. */
const PAYLOADS = /^(workflows\/.*contract|domain\/.*process)\.ts$/

/**
 * What the sandbox does not make deterministic, or what belongs into an activity. `Date` and `Math.random` are not among
 * them: the sandbox replaces both by the workflow's own.
 */
const FORBIDDEN_GLOBALS = new Set([
  'Atomics',
  'FinalizationRegistry',
  'SharedArrayBuffer',
  'WeakRef',
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
])

/** What JSON changes or loses. */
const NOT_SERIALIZABLE = new Set(['Buffer', 'Date', 'Error', 'Map', 'RegExp', 'Set', 'Uint8Array', 'URL'])

export const WORKFLOW_RULES: WorkflowRule[] = [
  {
    name: 'a call that differs between a run and its replay',
    files: WORKFLOW_CODE,
    where: nodes((node) => isForbiddenGlobal(node) || isDynamicImport(node)),
  },
  {
    name: 'a payload of a type that JSON changes',
    files: PAYLOADS,
    where: nodes(
      (node) =>
        node.kind === ts.SyntaxKind.BigIntKeyword ||
        (ts.isTypeReferenceNode(node) && NOT_SERIALIZABLE.has(node.typeName.getText())),
    ),
  },
  {
    name: 'a handler that waits: it notes what came, and the process acts on it',
    files: WORKFLOW_CODE,
    where: nodes((node) => isCallOf(node, 'setHandler') && node.arguments.slice(1).some(isAsync)),
  },
  {
    name: 'a patch id that is no literal, or that guards two changes',
    files: WORKFLOW_CODE,
    where: misusedPatchIds,
  },
  {
    name: 'a workflow that does not end through runProcess',
    files: /^workflows\/[^/]+\/workflow\.ts$/,
    where: nodes((node) => ts.isFunctionDeclaration(node) && isExported(node) && !endsThroughRunProcess(node)),
  },
]

/** The lines of the nodes that match. */
function nodes(matches: (node: ts.Node) => boolean) {
  return (file: ts.SourceFile): number[] => {
    const lines: number[] = []
    const visit = (node: ts.Node): void => {
      if (matches(node)) lines.push(lineOf(node, file))
      ts.forEachChild(node, visit)
    }
    visit(file)
    return lines
  }
}

const lineOf = (node: ts.Node, file: ts.SourceFile): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1

const isCallOf = (node: ts.Node, name: string): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name

/** A global by its own name, or as a property of globalThis; not a property or a key of the same name. */
function isForbiddenGlobal(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !FORBIDDEN_GLOBALS.has(node.text)) return false
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression.getText() === 'globalThis'
  const isOwnName = 'name' in parent && parent.name === node
  return !isOwnName && !ts.isTypeNode(parent) && !ts.isImportSpecifier(parent) && !ts.isTypeElement(parent)
}

const isDynamicImport = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword

const isAsync = (node: ts.Node): boolean =>
  (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
  (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)

const isExported = (node: ts.FunctionDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false

/** Its last statement returns what runProcess returns, and it has no other way out. */
function endsThroughRunProcess(node: ts.FunctionDeclaration): boolean {
  const returns: ts.ReturnStatement[] = []
  const visit = (child: ts.Node): void => {
    if (ts.isReturnStatement(child)) returns.push(child)
    if (!ts.isFunctionLike(child)) ts.forEachChild(child, visit)
  }
  node.body?.statements.forEach(visit)
  const [only] = returns
  const last = node.body?.statements.at(-1)
  return (
    returns.length === 1 && only === last && only?.expression !== undefined && isCallOf(only.expression, 'runProcess')
  )
}

/** Two calls of one id in a file would be one decision for two changes. Constants of the same file count as literals. */
function misusedPatchIds(file: ts.SourceFile): number[] {
  const calls: { id: string | null; line: number }[] = []
  nodes((node) => {
    if (!isCallOf(node, 'patched') && !isCallOf(node, 'deprecatePatch')) return false
    calls.push({ id: literalOf((node as ts.CallExpression).arguments[0], file), line: lineOf(node, file) })
    return false
  })(file)
  const ids = calls.map(({ id }) => id)
  return calls.filter(({ id }, place) => id === null || ids.indexOf(id) !== place).map(({ line }) => line)
}

function literalOf(node: ts.Node | undefined, file: ts.SourceFile): string | null {
  if (node && ts.isStringLiteral(node)) return node.text
  if (!node || !ts.isIdentifier(node)) return null
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (name.getText(file) === node.text && initializer && ts.isStringLiteral(initializer)) return initializer.text
    }
  }
  return null
}

export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
