/** The rest of the address, so that a form adds to it instead of replacing it. */
export function Kept({ search, except }: { search: URLSearchParams; except: readonly string[] }) {
  return (
    <>
      {[...search.entries()]
        .filter(([name]) => !except.includes(name))
        .map(([name, value]) => (
          <input key={`${name}-${value}`} type="hidden" name={name} value={value} />
        ))}
    </>
  )
}
