import { posix } from 'node:path'
import ts from 'typescript'
import type { SourceFile } from './sources.ts'

/** What begins a transaction or a part of one, and runs the function that it is given inside. */
const OPENERS = [
  'transact',
  'withActor',
  'acrossOrganizations',
  'joinTransaction',
  'shareTransaction',
  'savepoint',
  'withPendingEffects',
  'transaction',
]
/** Packages whose functions, and whose classes' methods, wait for something that is not the database. */
const SLOW_PACKAGES =
  /^(node:(timers|fs|child_process|net|http|https|dns|worker_threads)(\/.*)?|@temporalio\/.*|puppeteer|nodemailer|piscina|openai)$/
const SLOW_GLOBALS = new Set(['fetch', 'setTimeout', 'setImmediate'])

type Functional = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration

interface Module {
  path: string
  source: ts.SourceFile
  /** Functions by name, also those inside of others. */
  functions: Map<string, Functional>
  imports: Map<string, { from: string; name: string }>
  calls: ts.CallExpression[]
  /** What it declares by name, with the type it says or the class it makes. */
  declared: { name: string; type: string }[]
  /** Names of variables that hold something of a slow package. */
  slow: Set<string>
}

/**
 * Finds what waits for a port, the network, a file, or time while a transaction is open. Follows calls by name into
 * functions of the same file and of imported files; a call of a method of another service is not followed.
 * @returns one sentence for each wait, and how many transactions were looked at
 */
export function waitsInTransactions(files: SourceFile[]): { waits: string[]; transactions: number } {
  const modules = new Map(files.map(({ path, text }) => [path, moduleOf(path, text)]))
  const ports = portNames([...modules.values()])
  const openers = new Set(OPENERS)
  for (;;) {
    const before = openers.size
    const result = search(modules, ports, openers)
    // A function that calls its own parameter inside a transaction opens one for whatever it is given.
    if (openers.size === before) return result
  }
}

function search(modules: Map<string, Module>, ports: Set<string>, openers: Set<string>) {
  const waits = new Set<string>()
  const seen = new Set<ts.Node>()
  let transactions = 0

  const inside = (node: ts.Node, at: Module): void => {
    if (seen.has(node)) return
    seen.add(node)
    if (ts.isCallExpression(node)) {
      const called = calledName(node)
      if (isSlow(node, at, ports)) {
        const line = at.source.getLineAndCharacterOfPosition(node.getStart()).line + 1
        waits.add(`${at.path}:${line} waits for ${node.expression.getText()} while a transaction is open`)
      }
      if (ts.isIdentifier(node.expression)) {
        follow(node.expression.text, at)
        const giver = functionWithParameter(node, node.expression.text)
        if (giver) openers.add(giver)
      } else if (node.expression.getText() === `this.${called}`) follow(called ?? '', at)
    }
    ts.forEachChild(node, (child) => inside(child, at))
  }

  const follow = (name: string, at: Module): void => {
    const own = at.functions.get(name)
    const imported = at.imports.get(name)
    const where = own ? at : modules.get(imported?.from ?? '')
    const found = own ?? where?.functions.get(imported?.name ?? '')
    if (where && found) inside(found, where)
  }

  for (const at of modules.values())
    for (const call of at.calls) {
      if (!openers.has(calledName(call) ?? '') || isOfNode(call)) continue
      transactions += 1
      for (const argument of call.arguments) {
        inside(argument, at)
        if (ts.isIdentifier(argument)) follow(argument.text, at)
      }
    }
  return { waits: [...waits], transactions }
}

function calledName({ expression }: ts.CallExpression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined
}

/** `process.once` shares its name with a service's method. */
const isOfNode = ({ expression }: ts.CallExpression): boolean => expression.getText().startsWith('process.')

/** A call of a slow function, or of a method of a port or of something from a slow package. */
function isSlow({ expression }: ts.CallExpression, at: Module, ports: Set<string>): boolean {
  if (ts.isIdentifier(expression)) {
    const from = at.imports.get(expression.text)?.from
    return SLOW_GLOBALS.has(expression.text) || (from !== undefined && SLOW_PACKAGES.test(from))
  }
  let owner: ts.Expression = expression
  while (ts.isPropertyAccessExpression(owner)) {
    owner = owner.expression
    const name = ts.isPropertyAccessExpression(owner) ? owner.name.text : owner.getText()
    if (ports.has(name) || at.slow.has(name)) return true
  }
  return false
}

/** The name of the function around a call that has the called name as a parameter. */
function functionWithParameter(call: ts.Node, name: string): string | undefined {
  for (let node = call.parent; node; node = node.parent) {
    if (!isFunctional(node) || !node.parameters.some((parameter) => parameter.name.getText() === name)) continue
    if (node.name) return node.name.getText()
    return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined
  }
  return undefined
}

const isFunctional = (node: ts.Node): node is Functional =>
  ts.isFunctionDeclaration(node) ||
  ts.isArrowFunction(node) ||
  ts.isFunctionExpression(node) ||
  ts.isMethodDeclaration(node)

/** Whatever is declared with the type of a port, by name: `objects: ObjectStore`. Clock is no port to wait for. */
function portNames(modules: Module[]): Set<string> {
  const types = new Set<string>()
  for (const { path, source } of modules)
    if (path === 'services/ports.ts')
      for (const statement of source.statements)
        if (ts.isInterfaceDeclaration(statement) && statement.getText().includes('Promise<'))
          types.add(statement.name.text)
  return new Set(modules.flatMap((module) => namesOf(module, (type) => types.has(type))))
}

/** The names that a file declares with one of these types, or as a new object of it. */
const namesOf = ({ declared }: Pick<Module, 'declared'>, wanted: (type: string) => boolean): string[] =>
  declared.filter(({ type }) => wanted(type)).map(({ name }) => name)

const isDeclaration = (node: ts.Node) =>
  ts.isPropertySignature(node) ||
  ts.isParameter(node) ||
  ts.isVariableDeclaration(node) ||
  ts.isPropertyDeclaration(node)

function moduleOf(path: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const functions = new Map<string, Functional>()
  const imports: Module['imports'] = new Map()
  const calls: Module['calls'] = []
  const declared: Module['declared'] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name)
      functions.set(node.name.getText(), node)
    if (ts.isVariableDeclaration(node) && node.initializer && isFunctional(node.initializer))
      functions.set(node.name.getText(), node.initializer)
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const from = fileOf(path, node.moduleSpecifier.text)
      const { name, namedBindings } = node.importClause ?? {}
      if (name) imports.set(name.text, { from, name: 'default' })
      if (namedBindings && ts.isNamedImports(namedBindings))
        for (const element of namedBindings.elements)
          imports.set(element.name.text, { from, name: (element.propertyName ?? element.name).text })
      if (namedBindings && ts.isNamespaceImport(namedBindings))
        imports.set(namedBindings.name.text, { from, name: '*' })
    }
    if (ts.isCallExpression(node)) calls.push(node)
    if (isDeclaration(node)) {
      const { type } = node
      const made = 'initializer' in node ? node.initializer : undefined
      const name = node.name.getText()
      if (type && ts.isTypeReferenceNode(type)) declared.push({ name, type: type.typeName.getText() })
      if (made && ts.isNewExpression(made)) declared.push({ name, type: made.expression.getText() })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  const isSlowName = (name: string) => SLOW_PACKAGES.test(imports.get(name)?.from ?? '')
  const slow = new Set(namesOf({ declared }, isSlowName))
  for (const name of imports.keys()) if (isSlowName(name)) slow.add(name)
  return { path, source, functions, imports, calls, declared, slow }
}

function fileOf(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier
}
