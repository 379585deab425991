import { isProblem, type Problem } from '#app/lib/problem.ts'
import styles from '#app/styles/app.css?url'
import { asPage } from './errors.server.ts'
import { FRESH } from './fresh.server.ts'

/**
 * Answers for an address without a page around it, such as a PDF in its frame. What a rule refuses becomes a small page
 * of its own; otherwise the framework would answer with a line of JSON, and people would read that.
 */
export async function asFile(request: Request, file: Promise<Response>): Promise<Response> {
  try {
    return await file
  } catch (error) {
    const refused = asPage(request, error)
    if (!isRefusal(refused)) throw refused
    return refusalPage(refused.data, refused.init)
  }
}

const isRefusal = (thrown: unknown): thrown is { data: Problem; init: ResponseInit | null } =>
  typeof thrown === 'object' && thrown !== null && 'init' in thrown && 'data' in thrown && isProblem(thrown.data)

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function refusalPage({ title, sentence }: Problem, init: ResponseInit | null): Response {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><link rel="stylesheet" href="${styles}"></head>
<body><main class="solo"><div class="empty"><h1>${escaped(title)}</h1><p>${escaped(sentence)}</p></div></main></body>
</html>`
  return new Response(html, {
    status: init?.status ?? 500,
    headers: {
      ...Object.fromEntries(new Headers(init?.headers)),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': FRESH,
      'Content-Security-Policy': "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'self'",
    },
  })
}
