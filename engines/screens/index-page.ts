/** One picture: whose page, which one, on what. */
export type Shot = { role: string; kind: string; file: string; screen: string; theme: string }

/** All pictures by role and page, side by side. */
export function indexPage(shots: readonly Shot[]): string {
  const titleOf = ({ role, kind }: Shot) => `${role} ${kind}`
  const rows = [...new Set(shots.map(titleOf))].map((title) => {
    const pictures = shots
      .filter((shot) => titleOf(shot) === title)
      .map(({ file, screen, theme }) => {
        const address = encodeURIComponent(file)
        return `<a href="${address}"><img loading="lazy" src="${address}" alt="${screen}, ${theme}"></a>`
      })
    return `<h2>${title}</h2><div>${pictures.join('')}</div>`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of Accord</title>
<style>body{font:14px system-ui;margin:2rem}img{height:18rem;margin:0 1rem 1rem 0;vertical-align:top;border:1px solid}</style>
<h1>Screens of Accord</h1>${rows.join('\n')}</html>\n`
}
