import { notFound } from '#app/lib/errors.server.ts'

export const loader = () => {
  throw notFound()
}

export default function NotFound() {
  return null
}
