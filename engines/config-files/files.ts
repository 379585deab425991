import { readFile } from 'node:fs/promises'
import { VARIABLE_NAMES, type Variable, type VariableName, variable } from '#services/config/variables.ts'

const GUIDE = 'docs/guides/production.md'
const [BEGIN, END] = ['<!-- variables: written by npm run config-files -->', '<!-- end of variables -->']
const MAX_WIDTH = 120

/** The files that repeat the table of variables, as they should be. */
export async function configFiles(): Promise<{ path: string; text: string }[]> {
  return [
    { path: '.env.example', text: envExample() },
    { path: GUIDE, text: between(await readFile(GUIDE, 'utf8'), variableTable()) },
  ]
}

/** A .env file in which nothing differs from what is usual. */
function envExample(): string {
  const head = [
    ...comment('Every variable that Accord reads, written by npm run config-files from services/config/variables.ts.'),
    ...comment('On one machine none is needed: npm start supplies what is missing. Copy to .env and set what differs.'),
  ]
  const entries = VARIABLE_NAMES.map((name) => [...explanation(variable(name)), assignment(name)])
  return `${[head, ...entries].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function explanation({ about, expected, example }: Variable): string[] {
  const make = typeof example === 'string' ? '.' : `; make them with: ${example.command}`
  return [...comment(about), ...comment(`Must be ${expected}${make}`)]
}

function assignment(name: VariableName): string {
  const { default: usual, example } = variable(name)
  if (usual !== undefined) return `${name}=${usual}`
  return `# ${name}=${typeof example === 'string' ? example : ''}`
}

/** The variables as a table of the production guide. */
function variableTable(): string {
  const rows = VARIABLE_NAMES.map((name) => {
    const { about, default: usual, readBy, requiredBy = [], secret } = variable(name)
    const readers = readBy.map((reader) => (requiredBy.includes(reader) ? `**${reader}**` : reader)).join(', ')
    return [`\`${name}\``, secret ? `${about} Secret.` : about, usual === undefined ? '' : `\`${usual}\``, readers]
  })
  const lines = [['Variable', 'What it is for', 'Default', 'Read by'], ['---', '---', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function between(text: string, middle: string): string {
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (start === -1 || end < start) throw new Error(`${GUIDE} has no place for the variables: ${BEGIN} … ${END}`)
  return `${text.slice(0, start + BEGIN.length)}\n${middle}\n${text.slice(end)}`
}

/** Words as lines of a comment, broken between words. */
function comment(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < MAX_WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`# ${word}`)
  }
  return lines
}
