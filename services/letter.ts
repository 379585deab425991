import { createHash } from 'node:crypto'
import type { Mail } from './ports.ts'

export interface Letter {
  to: Mail['to']
  subject: string
  paragraphs: string[]
  button: { words: string; url: string }
  /** What to know if the mail was not expected. */
  closing: string
  /** Distinguishes this letter from every other; hashed, since it may hold a token. */
  key: string
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** One column, one button, readable without images and styles: mail programs keep little else. */
export function letter({ to, subject, paragraphs, button, closing, key }: Letter): Mail {
  const text = [...paragraphs, `${button.words}:\n${button.url}`, closing].join('\n\n')
  const paragraph = (words: string, style: string) => `<p style="margin:0 0 16px;${style}">${escapeHtml(words)}</p>`
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f5f7f7;font:15px/22px Inter,system-ui,sans-serif;color:#141b1c">
<div style="max-width:552px;margin:0 auto;padding:28px;background:#fff;border:1px solid #e1e6e6;border-radius:10px">
<p style="margin:0 0 20px;font-weight:600">Accord</p>
${paragraphs.map((words) => paragraph(words, '')).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:10px 16px;background:#0b6660;color:#fff;border-radius:6px;text-decoration:none;font-weight:500">${escapeHtml(button.words)}</a></p>
${paragraph(closing, 'font-size:13px;color:#4c585a')}
</div></body></html>`
  return { to, subject, text, html, key: createHash('sha256').update(key).digest('hex').slice(0, 32) }
}
