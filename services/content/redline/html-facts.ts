import { escapeText } from '../serialize.ts'
import type { VariableChange } from './facts.ts'
import { titleToHtml } from './html-text.ts'
import type { Redline } from './redline.ts'

const marked = (tag: 'ins' | 'del', text: string | null): string =>
  text === null ? '' : `<${tag}>${escapeText(text || '(blank)')}</${tag}>`

const label = (text: string): string => `<p class="format-label">${escapeText(text)}</p>`

function variableToHtml(change: VariableChange): string {
  if (change.kind === 'reordered') return label('Variables stand in another order')
  const { variable } = change
  if (change.kind !== 'changed') {
    const tag = change.kind === 'added' ? 'ins' : 'del'
    const value = variable.value === null ? '' : `: ${variable.value}`
    return `${label(`Variable ${change.kind}`)}<p>${marked(tag, `${variable.label}${value}`)}</p>`
  }
  const fields = change.fields.map(({ field, before, after }) => {
    const sides = [marked('del', before), marked('ins', after)].filter(Boolean).join(' ')
    return `<p>${field === 'value' ? '' : `${field === 'help' ? 'Help' : field === 'type' ? 'Type' : 'Label'}: `}${sides}</p>`
  })
  return label(`Variable ${variable.label || variable.name}`) + fields.join('')
}

/** The title and the variables, before the text. They have the first numbers. */
export function factsToHtml({ title, variables }: Pick<Redline, 'title' | 'variables'>): string {
  const facts = [
    ...(title ? [`${label('Title')}<p class="red-title">${titleToHtml(title)}</p>`] : []),
    ...variables.map(variableToHtml),
  ]
  return facts.map((html, at) => `<div class="change fact" id="change-${at + 1}">${html}</div>`).join('')
}
