import { posix } from 'node:path'
import ts from 'typescript'
import { LAYERS, type Layer } from './layers.ts'

export type Import = { specifier: string; line: number; typeOnly: boolean }

/**
 * The same without where and how, by a look at the words only: ten times as fast as parsing the file. Several tests ask it
 * of every file.
 */
export function specifiersOf(path: string, text: string): string[] {
  const known = scanned.get(path)
  if (known?.text === text) return known.specifiers
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  scanned.set(path, { text, specifiers })
  return specifiers
}

const scanned = new Map<string, { text: string; specifiers: string[] }>()
const parsed = new Map<string, { text: string; imports: Import[] }>()

/** Everything a file reaches for: imports, re-exports, `import()` and `import('…')` types. */
export function importsOf(path: string, text: string): Import[] {
  const known = parsed.get(path)
  if (known?.text === text) return known.imports
  const imports = parseImports(path, text)
  parsed.set(path, { text, imports })
  return imports
}

function parseImports(path: string, text: string): Import[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const note = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
    found.push({ specifier: specifier.text, line, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) note(node, node.moduleSpecifier, isTypeImport(node.importClause))
    else if (ts.isExportDeclaration(node)) note(node, node.moduleSpecifier, isTypeExport(node))
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node, node.argument.literal, true)
    else if (ts.isCallExpression(node) && isModuleCall(node.expression)) note(node, node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const isModuleCall = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')

/** `import type …`, or braces in which every name is a type. `import 'x'` runs x, so it counts as a value. */
function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const names = clause.namedBindings
  return !clause.name && !!names && ts.isNamedImports(names) && names.elements.every((name) => name.isTypeOnly)
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true
  return !!exportClause && ts.isNamedExports(exportClause) && exportClause.elements.every((name) => name.isTypeOnly)
}

/** What a file imports that its layer must not use, one sentence each. */
export function breaches(path: string, text: string): string[] {
  const layer = layerOf(path)
  if (!layer) return [`${path} belongs to no layer: add its folder to test/architecture/layers.ts`]
  // What may be imported as a value may be imported as a type.
  if (specifiersOf(path, text).every((specifier) => !refusal(layer, target(path, specifier), false))) return []
  return importsOf(path, text).flatMap((found) => {
    const why = refusal(layer, target(path, found.specifier), found.typeOnly)
    return why ? [`${path}:${found.line} imports '${found.specifier}': ${why}`] : []
  })
}

/** The most particular layer wins: `engines/seed` before `engines`. */
const layerOf = (path: string): Layer | undefined =>
  LAYERS.filter(({ of }) => within(path, of)).toSorted((a, b) => b.of.length - a.of.length)[0]

/** Where an import leads: a path from the root of the project, or the name of a package. */
function target(from: string, specifier: string): { path: string } | { package: string } {
  if (specifier.startsWith('#')) return { path: specifier.slice(1) }
  if (specifier.startsWith('.')) return { path: posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')) }
  return { package: specifier }
}

function refusal(layer: Layer, to: { path: string } | { package: string }, typeOnly: boolean): string | null {
  if ('package' in to) {
    // A type leaves nothing behind: it is the running code that must not reach there.
    if (typeOnly && !layer.pure) return null
    return layer.packages(to.package) ? null : `${layer.of} must do without this package`
  }
  const allowed = typeOnly ? [...layer.values, ...(layer.types ?? [])] : layer.values
  const known = allowed.some((place) => within(to.path, place))
  const barred = !typeOnly && (layer.never ?? []).some((place) => within(to.path, place))
  if (known && !barred) return null
  return `${layer.of} may import ${allowed.join(', ')}${layer.never ? ` and never ${layer.never.join(', ')}` : ''}`
}

/** `**` stands for folders at any depth; without it a place is a file or a folder with all that is in it. */
function within(path: string, place: string): boolean {
  if (!place.includes('**')) return path === place || path.startsWith(`${place}/`)
  const [start = '', end = ''] = place.split('**')
  return path.startsWith(start) && path.endsWith(end)
}
